import { Menu, type BrowserWindow } from 'electron';

/** The context menu of text: a field's own, and copying what is selected. Photos have one in the window itself. */
export function offerTextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, { isEditable, selectionText, editFlags }) => {
    if (!isEditable && selectionText.trim() === '') return;
    const copy = { role: 'copy' as const, enabled: editFlags.canCopy };
    const editing = [
      { role: 'cut' as const, enabled: editFlags.canCut },
      copy,
      { role: 'paste' as const, enabled: editFlags.canPaste },
      { type: 'separator' as const },
      { role: 'selectAll' as const, enabled: editFlags.canSelectAll },
    ];
    Menu.buildFromTemplate(isEditable ? editing : [copy]).popup({ window });
  });
}
