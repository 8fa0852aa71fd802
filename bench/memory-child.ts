import { openLibrary } from '../app/library.ts';

const [folder = '', directory = ''] = process.argv.slice(2);
const library = await openLibrary({ directory });
const { job } = await library.call('scan', { folders: [folder] });
await library.finished(job);
await library.close();
process.stdout.write(String(Math.round(process.resourceUsage().maxRSS / 1024)));
