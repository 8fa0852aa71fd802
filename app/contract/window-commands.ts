/**
 * What a person can ask of the window, as plain data: the one list that the keys, the list of keys and every menu are made
 * of. The window says when each can be used and what it does (renderer/commands/).
 */
import type { Kind } from './values.ts';

export const commandSections = ['go', 'photo', 'answer', 'library', 'kind', 'window'] as const;

export interface WindowCommand {
  /** As menus and the list of keys say it. */
  title: string;
  /** As `KeyboardEvent.key` gives them, each alone; the first is the one that is told. */
  keys: readonly string[];
  section: (typeof commandSections)[number];
}

/** In the order in which they are told. */
export const windowCommands = {
  'go-to-groups': { title: 'Go to the groups', keys: ['g'], section: 'go' },
  'previous-photo': { title: 'Previous photo of the group', keys: ['ArrowLeft'], section: 'go' },
  'next-photo': { title: 'Next photo of the group', keys: ['ArrowRight'], section: 'go' },
  'previous-group': { title: 'Previous group', keys: ['ArrowUp'], section: 'go' },
  'next-group': { title: 'Next group', keys: ['ArrowDown'], section: 'go' },
  'go-to-slider': { title: 'Go to the slider; ← stricter, → looser', keys: ['t'], section: 'go' },
  'find-groups': { title: 'Find groups by name, folder, date, camera or kind', keys: ['/'], section: 'go' },
  compare: { title: 'Compare a photo with its keeper', keys: ['Enter'], section: 'photo' },
  'zoom-in': { title: 'Compare closer (also the wheel)', keys: ['+', '='], section: 'photo' },
  'zoom-out': { title: 'Compare from further away', keys: ['-'], section: 'photo' },
  swap: { title: 'While held: each photo in the other’s place', keys: ['b'], section: 'photo' },
  difference: { title: 'Show where two compared photos differ', keys: ['f'], section: 'photo' },
  swipe: { title: 'Compare: one photo lies on the other up to a line, which is moved', keys: ['w'], section: 'photo' },
  details: { title: 'Show all that the files of two compared photos say', keys: ['j'], section: 'photo' },
  'left-wins': {
    title: 'Compare: the left one wins, the right one goes; on to the next',
    keys: ['<'],
    section: 'photo',
  },
  'right-wins': {
    title: 'Compare: the right one wins, the left one goes; on to the next',
    keys: ['>'],
    section: 'photo',
  },
  mark: {
    title: 'Mark a photo to go, or unmark it (also Ctrl+click; Shift+click for several)',
    keys: ['x', 'Delete'],
    section: 'photo',
  },
  'mark-by-rule': { title: 'Mark photos of many groups by a rule', keys: ['y'], section: 'photo' },
  'unmark-last': { title: 'Undo the last mark (also Ctrl+Z)', keys: ['z'], section: 'photo' },
  keep: { title: 'Keep this photo of its group', keys: ['k'], section: 'photo' },
  'decide-mark': { title: 'Mark the copies, keep each version, and go on', keys: ['m'], section: 'answer' },
  'decide-rest': { title: 'Mark all but the first photo, and go on', keys: ['n'], section: 'answer' },
  'decide-keep': { title: 'Keep all of this group, and go on', keys: ['v'], section: 'answer' },
  'put-off': { title: 'Put this group off, and go on', keys: ['p'], section: 'answer' },
  same: { title: 'The photos of this group are the same', keys: ['s'], section: 'answer' },
  different: { title: 'This photo is not the same as the others', keys: ['d'], section: 'answer' },
  'undo-answer': { title: 'Take that back', keys: ['u'], section: 'answer' },
  questions: { title: 'Answer questions: are these the same?', keys: ['q'], section: 'answer' },
  learn: { title: 'Learn from your answers', keys: ['l'], section: 'answer' },
  'clean-up': { title: 'Clean up: see what would go', keys: ['c'], section: 'library' },
  'folder-pairs': { title: 'Folders that share photos', keys: ['o'], section: 'library' },
  check: { title: 'Do I already have these? Check a folder', keys: ['i'], section: 'library' },
  export: { title: 'Export groups', keys: ['e'], section: 'library' },
  history: { title: 'History and undo', keys: ['h'], section: 'library' },
  'add-folder': { title: 'Add a folder', keys: ['a'], section: 'library' },
  scan: { title: 'Scan all folders again', keys: ['r'], section: 'library' },
  settings: { title: 'Settings', keys: [','], section: 'library' },
  'show-all': { title: 'Show all groups', keys: ['0'], section: 'kind' },
  'show-identical': { title: 'Show identical photos only', keys: ['1'], section: 'kind' },
  'show-same-pixels': { title: 'Show photos of the same pixels only', keys: ['2'], section: 'kind' },
  'show-resized': { title: 'Show resized photos only', keys: ['3'], section: 'kind' },
  'show-edited': { title: 'Show edited photos only', keys: ['4'], section: 'kind' },
  'show-cropped': { title: 'Show cropped photos only', keys: ['5'], section: 'kind' },
  'show-burst': { title: 'Show photos of a burst only', keys: ['6'], section: 'kind' },
  'show-similar': { title: 'Show similar photos only', keys: ['7'], section: 'kind' },
  close: { title: 'Close', keys: ['Escape'], section: 'window' },
  shortcuts: { title: 'This list', keys: ['?'], section: 'window' },
} as const satisfies Record<string, WindowCommand> & Record<`show-${Kind}`, WindowCommand>;

export type WindowCommandName = keyof typeof windowCommands;
