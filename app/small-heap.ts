/**
 * What a thread that works on pixels and vectors may take for young objects. They lie outside of V8's heap for the most part, and left
 * to itself V8 takes some 100 MB in each thread before it tidies up: half of what a scan took in all.
 */
export const smallHeap = { maxYoungGenerationSizeMb: 24 };

/** The same for a process, as an argument of Node: V8 divides that memory in three. */
export const smallHeapArgument = `--max-semi-space-size=${smallHeap.maxYoungGenerationSizeMb / 3}`;
