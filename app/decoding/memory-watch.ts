/** Ends its process when that takes too much memory, or when the engine is no more: also while a decoder blocks it. */
import { writeSync } from 'node:fs';
import { mostMemory, outOfMemory } from './decoder-messages.ts';

const every = 50; // ms
const engine = process.ppid;

setInterval(() => {
  const isFull = process.memoryUsage.rss() > mostMemory;
  if (isFull) writeSync(2, outOfMemory);
  if (isFull || process.ppid !== engine) process.kill(process.pid, 'SIGKILL');
}, every);
