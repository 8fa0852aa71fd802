/** The commands about folders that share photos: folders and take-over. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { FolderPair, SharingFolder } from '../../app/contract/contract.ts';
import { actToEnd, applyWords, leftWords } from './act.ts';
import { shown } from './shown.ts';
import { namedPath, print, requireLibrary, withLibrary, type CommonOptions } from './terminal.ts';
import { bytesWords, counted } from './words.ts';

/** @param command makes a command with the options that all have. */
export function addFolders(command: (name: string, description: string) => Command): void {
  command(
    'folders',
    'List the pairs of folders that share photos, those first of which most is in the other one.',
  ).action(async (options: CommonOptions) => {
    requireLibrary(options);
    await withLibrary(options, false, async (library) => {
      const found = await library.call('folder-pairs', {});
      await print(options, found, pairsWords(shown(found.pairs)));
    });
  });

  command('take-over', 'Move the photos that only one of two folders has, or has better, into the other one.')
    .argument('<folder>', 'the folder whose photos are taken over', namedPath)
    .argument('<into>', 'the folder that takes them, in a folder of the other one’s name', namedPath)
    .option('--dry-run', 'say what would be moved, and touch nothing')
    .action(async (folder: string, into: string, options: CommonOptions & { dryRun?: boolean }) => {
      requireLibrary(options);
      const between = { clear: resolve(folder), keep: resolve(into) };
      await withLibrary(options, options.dryRun !== true, async (library) => {
        if (options.dryRun === true) {
          const plan = await library.call('plan-take-over', between);
          const { photos, files, bytes, left } = shown(plan);
          await print(
            options,
            plan,
            [
              ...photos.map(({ path }) => `move  ${path}`),
              ...leftWords(left),
              `${counted(files, 'file')}, ${bytesWords(bytes)}, would go to ${shown(plan.into)}. Nothing has been touched yet.`,
            ].join('\n'),
          );
          return;
        }
        const report = await actToEnd(library, await library.call('take-over', between));
        const { operation, files, bytes, skipped, interrupted } = report;
        await print(
          options,
          { operation, moved: files, bytes, skipped, interrupted },
          applyWords(shown(report), shown(between.keep)),
        );
        if (interrupted) process.exitCode = 1;
      });
    });
}

function pairsWords(pairs: readonly FolderPair[]): string {
  if (pairs.length === 0) return 'No two folders share photos.';
  return pairs
    .map(({ inside, holder, passed }) =>
      [
        `${inside.copies} of ${counted(inside.photos, 'photo')} in ${inside.path}`,
        `  are in ${holder.path} too${passed ? ' (passed over)' : ''}.`,
        `  ${sideWords(inside)}`,
        `  ${sideWords(holder)}`,
      ].join('\n'),
    )
    .concat(
      'Decide with “apply --to trash --keep-in FOLDER --clear FOLDER”; “take-over” moves what only one of them has.',
    )
    .join('\n');
}

function sideWords({ path, photos, copies, sparable, sparableBytes }: SharingFolder): string {
  return `${path}: ${sparable} could go (${bytesWords(sparableBytes)}), ${photos - copies} only here`;
}
