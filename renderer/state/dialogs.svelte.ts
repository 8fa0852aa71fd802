import type { Between, Folder } from '../../app/contract/contract.ts';

/** A photo by its place: which group of the list, which photo of the group. */
export interface Place {
  group: number;
  photo: number;
}

export type Dialog =
  | { name: 'add-folder' }
  | { name: 'folders' }
  | { name: 'remove-folder'; folder: Folder }
  | { name: 'unreadable' }
  | { name: 'passed-over' }
  | { name: 'settings' }
  | { name: 'shortcuts' }
  | { name: 'compare'; place: Place }
  | { name: 'folder-pairs' }
  | { name: 'check' }
  /** @property between of two folders that share photos, the one that keeps them. */
  | { name: 'clean-up'; between?: Between }
  | { name: 'mark-by-rule' }
  | { name: 'export' }
  | { name: 'history' }
  | { name: 'empty-trash' }
  /** Are these the same? */
  | { name: 'questions' }
  | { name: 'contradictions' }
  | { name: 'learn' }
  /** An action's progress, and what came of it. */
  | {
      name: 'action';
      job: number;
      from?: 'history' | 'folder-pairs' | 'check';
      /** The folders of which one then takes over what only the other one has. */
      then?: Between;
    };

/** The one dialog that is open, if any. */
export class Dialogs {
  open = $state.raw<Dialog | null>(null);
  /** Where the focus should go in the list after photos were compared. */
  returning = $state.raw<Place | null>(null);

  show(dialog: Dialog) {
    this.open = dialog;
  }

  close() {
    this.open = null;
  }
}
