/** The command that asks which photos of a folder the library has, and copies what it has not. */
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { CheckState } from '../../app/contract/contract.ts';
import { PersonError } from '../../app/errors.ts';
import { actToEnd, importWords } from './act.ts';
import { follow } from './follow.ts';
import { shown } from './shown.ts';
import { namedPath, print, requireLibrary, withLibrary, type CommonOptions } from './terminal.ts';
import { checkWords } from './words.ts';

interface CheckOptions extends CommonOptions {
  copyTo?: string;
  copy: CheckState[];
}

/** What is missing, but for what the library has larger. */
const missing: CheckState[] = ['lesser', 'edited', 'similar', 'nothing'];

/** @param command makes a command with the options that all have. */
export function addCheck(command: (name: string, description: string) => Command): void {
  command('check', 'Do I already have these? Hold the photos of a folder against the library, without adding them.')
    .argument('<folder>', 'the folder with the photos in question', namedPath)
    .option('--copy-to <folder>', 'copy what is missing into this folder, by the day it was taken', namedPath)
    .addOption(
      new Option('--copy <state...>', 'what to copy, by what the library has for it')
        .choices(CheckState.options)
        .default(missing),
    )
    .action(async (folder: string, options: CheckOptions) => {
      requireLibrary(options);
      const { copyTo, copy } = options;
      await withLibrary(options, copyTo !== undefined, async (library) => {
        const { job } = await library.call('check', { folder });
        const ended = await follow(library, job, 'Stopping: nothing is known of the rest.');
        if (ended.check === null) throw new PersonError(ended.error ?? 'The check was stopped before it began.');
        const { files, unreadable } = await library.call('checked', { job });
        const words = checkWords(shown({ files, unreadable }));
        const { interrupted } = ended.check;
        if (interrupted) process.exitCode = 1;
        if (copyTo === undefined || interrupted) {
          await print(options, { files, unreadable, interrupted }, words);
          return;
        }
        const to = resolve(copyTo);
        const report = await actToEnd(library, await library.call('import', { check: job, to, states: copy }));
        const { operation, files: copied, bytes, skipped } = report;
        await print(
          options,
          {
            files,
            unreadable,
            interrupted,
            copied: { operation, files: copied, bytes, skipped, interrupted: report.interrupted },
          },
          `${words}\n${importWords(shown(report), shown(to))}`,
        );
        if (report.interrupted) process.exitCode = 1;
      });
    });
}
