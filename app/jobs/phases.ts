/** The phases that long work goes through, as the window names them. */

/** Listing files; decoding and embedding; near pairs; what they have in common; proving copies. */
export type ScanPhase = 'looking' | 'reading' | 'comparing' | 'verifying' | 'proving';

/** Files on their way, there and back. */
export type ActionPhase = 'moving' | 'restoring';

/** Looking at the answered pairs; training; new near lists. */
export type LearnPhase = 'verifying' | 'learning' | 'comparing';
