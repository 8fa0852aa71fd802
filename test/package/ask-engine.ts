/** An engine, spoken to over its pipe as the shell does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { encodeFrame, FrameReader } from '../../main/channel/frames.ts';
import { FromEngine, fromEngineLimits, toEngineLimits } from '../../main/channel/messages.ts';

/** Sends what is no message, then asks for the library, and gives back the answer to that. */
export async function askEngine(node: string, script: string, library: string, bad: Uint8Array): Promise<FromEngine> {
  const engine = spawn(node, [script, library], {
    stdio: ['ignore', 'inherit', 'inherit', 'overlapped'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ORT_DISABLE_TELEMETRY: '1' },
  });
  const pipe = engine.stdio[3] as Duplex;
  const reader = new FrameReader(fromEngineLimits);
  const answer = new Promise<FromEngine>((resolve, reject) => {
    engine.once('exit', (code) => reject(new Error(`The engine ended with ${code}.`)));
    pipe.on('data', (piece: Buffer) => {
      for (const frame of reader.read(piece)) {
        if (frame.id === 7 && 'text' in frame) resolve(FromEngine.parse(JSON.parse(frame.text)));
      }
    });
  });
  pipe.write(bad);
  const text = JSON.stringify({ is: 'call', name: 'library', input: {} });
  for (const part of encodeFrame({ id: 7, text, bytes: new Uint8Array() }, toEngineLimits)) pipe.write(part);
  try {
    return await answer;
  } finally {
    const gone = once(engine, 'exit');
    pipe.end();
    await gone;
  }
}
