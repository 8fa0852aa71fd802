import type { Session } from '../state/session.svelte.ts';
import { kindOrder } from '../words/kinds.ts';
import type { Commands } from './run-key.ts';

/** The commands that need no photo: they can be used wherever no dialog is open. */
export function windowWide(session: Session): Commands {
  const { dialogs, groupAnswers, groups, library, marks } = session;
  return {
    'go-to-groups': { run: () => focus('[role=feed] .photo[tabindex="0"]') },
    'go-to-slider': { run: () => focus('#threshold') },
    'find-groups': { run: () => focus('#find') },
    'mark-by-rule': { run: () => dialogs.show({ name: 'mark-by-rule' }) },
    'unmark-last': { can: () => marks.lastStep !== null, run: () => marks.undo() },
    'undo-answer': { run: () => void groupAnswers.undo() },
    questions: { run: () => dialogs.show({ name: 'questions' }) },
    learn: { run: () => dialogs.show({ name: 'learn' }) },
    'clean-up': { run: () => dialogs.show({ name: 'clean-up' }) },
    'folder-pairs': { run: () => dialogs.show({ name: 'folder-pairs' }) },
    check: { run: () => dialogs.show({ name: 'check' }) },
    export: { run: () => dialogs.show({ name: 'export' }) },
    history: { run: () => dialogs.show({ name: 'history' }) },
    'add-folder': { run: () => session.addFolder() },
    scan: { run: () => void library.scan() },
    settings: { run: () => dialogs.show({ name: 'settings' }) },
    'show-all': { run: () => void groups.showAll() },
    ...Object.fromEntries(kindOrder.map((kind) => [`show-${kind}`, { run: () => void groups.filter(kind) }])),
    shortcuts: { run: () => dialogs.show({ name: 'shortcuts' }) },
  };
}

function focus(selector: string) {
  document.querySelector<HTMLElement>(selector)?.focus();
}
