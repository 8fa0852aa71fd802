/** An engine without a library, for the tests of the process around it: it does what its calls are named for. */
import type { FromEngine, ToEngine } from '../../../main/engine.ts';

const tell = (message: FromEngine) => process.send?.(message);
const asked = new Map<number, number>();

if (process.argv[2] === 'fails') {
  tell({ failed: 'The library is open elsewhere.' });
  process.disconnect();
} else {
  process.on('message', (message: ToEngine) => {
    if ('picked' in message) tell({ id: asked.get(message.id) ?? -1, output: message.picked });
    else if ('image' in message)
      tell({ id: message.id, output: { bytes: new Uint8Array([1, 2, 3]), type: 'image/jpeg' } });
    else if (message.call === 'die') process.exit(1);
    else if (message.call === 'refuse') tell({ id: message.id, error: 'Not today.' });
    else if (message.call === 'pick') {
      asked.set(7, message.id);
      tell({ id: 7, pickFolder: true });
    } else {
      tell({ event: 'groups', data: { revision: process.pid } });
      tell({ id: message.id, output: { pid: process.pid, input: message.input } });
    }
  });
  process.on('disconnect', () => process.exit(0));
}
