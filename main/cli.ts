/** The command line: every command of the contract that makes sense in a terminal. */
import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import {
  groupOrders,
  groupPlaces,
  groupStates,
  kinds,
  Threshold,
  type GroupOrder,
  type GroupPlace,
  type GroupState,
  type Kind,
} from '../app/contract/contract.ts';
import { errorMessage, PersonError } from '../app/errors.ts';
import type { Library } from '../app/library.ts';
import { defaultLibrary } from '../app/resources.ts';
import { addActions } from './terminal/actions.ts';
import { addCheck } from './terminal/check.ts';
import { addFolders } from './terminal/folders.ts';
import { addLearning } from './terminal/learning.ts';
import { addOpenedOptions, openedOf, type OpenedOptions } from './terminal/opened.ts';
import { groupsCsv } from './terminal/csv.ts';
import { embedFolder } from './terminal/embed.ts';
import { addRuleOptions, givenRules, rulesWords, type RuleOptions } from './terminal/rules.ts';
import { scanToEnd } from './terminal/scan.ts';
import { warn, watchOutput, write } from './terminal/output.ts';
import { serveWindow } from './terminal/serve.ts';
import { shown, shownLines } from './terminal/shown.ts';
import { namedPath, namedPaths, print, requireLibrary, withLibrary, type CommonOptions } from './terminal/terminal.ts';
import { compareWords, groupsWords, passedOverWords, scanWords } from './terminal/words.ts';

const program = new Command('twinlens')
  .description('Finds the duplicate and look-alike photos in your folders. Changes nothing in them unless you say so.')
  .exitOverride()
  .configureOutput({
    writeOut: (text) => process.stdout.write(text),
    writeErr: (text) => process.stderr.write(shownLines(text)),
  })
  .configureHelp({ showGlobalOptions: true })
  .addHelpText(
    'after',
    `
Try it:
  scan ~/Pictures              read every photo once, and group what belongs together
  groups                       list the groups, the photo to keep first
  groups --threshold 0.4       only what looks very much alike (0 verified copies … 1 anything alike)
  groups --keep newest         … where the newest of a group is the one to keep
  groups --find "folder:WhatsApp before:2019" --sort room
  rules --protect ~/Albums     never touch anything in ~/Albums
  compare one.jpg other.jpg    how two photos relate
  check ~/Downloads            which of these photos do I have already?
  apply --to trash --dry-run   what would go: copies that are verified as such
  folders                      which folders hold the same photos: a backup, a phone copied twice
  apply --to trash             let it go; undo takes it back, history lists it all
  suggest                      which pairs should I judge?
  label one.jpg other.jpg same remember that these are the same picture
  learn                        learn from what was said; used only if it proves better
  serve --open                 the window, in the browser

With --json a command prints one JSON object on standard output, and nothing else there.
Exit codes: 0 done, 1 failed or stopped, 2 wrong usage.`,
  );

addRuleOptions(
  command('scan', 'Read the photos of folders into the library; only what is new or changed is read again.'),
)
  .argument('[folders...]', 'folders to add and scan; all of the library when none is given', namedPaths)
  .option('--quiet', 'say nothing unless something fails')
  .action(async (folders: string[], options: CommonOptions & RuleOptions & { quiet?: boolean }) => {
    await withLibrary(options, true, async (library) => {
      await remember(library, options);
      const isQuiet = options.quiet === true;
      const report = await scanToEnd(library, folders, isQuiet);
      if (!isQuiet || options.json === true) await print(options, report, scanWords(shown(report)));
      if (report.interrupted) process.exitCode = 1;
    });
  });

command('passed-over', 'List the files in the folders of the library that are no photos of it, each with the reason.')
  .option('--reason <reason>', 'only those that were passed over for this reason, as “scan” words it')
  .action(async (options: CommonOptions & { reason?: string }) => {
    requireLibrary(options);
    await withLibrary(options, false, async (library) => {
      const { reason } = options;
      const all = await library.call('passed-over', { reason, limit: Number.MAX_SAFE_INTEGER });
      await print(options, all, passedOverWords(shown(all)));
    });
  });

command('remove-folder', 'Forget a folder and its photos. Touches nothing in it; what you said of the photos stays.')
  .argument('<folder>', 'a folder of the library, as “scan” was given it', namedPath)
  .action(async (folder: string, options: CommonOptions) => {
    requireLibrary(options);
    await withLibrary(options, true, async (library) => {
      const path = resolve(folder);
      await library.call('remove-folder', { path });
      await print(
        options,
        { removed: path },
        `${shown(path)} is no folder of the library any more. Nothing in it was touched.`,
      );
    });
  });

interface GroupsOptions {
  threshold?: number;
  kind?: Kind;
  find?: string;
  sort?: GroupOrder;
  show?: GroupState;
  place?: GroupPlace;
  csv?: boolean;
}

addRuleOptions(command('groups', 'List the groups of the library, the photo to keep first.'))
  .option('--threshold <distance>', 'link look-alikes up to this distance, 0 to 1', threshold)
  .addOption(new Option('--kind <kind>', 'only groups of this kind').choices(kinds))
  .option('--find <text>', 'only groups with such photos: words, name: folder: date: before: after: camera: kind:')
  .addOption(new Option('--sort <order>', 'what comes first').choices(groupOrders))
  .addOption(new Option('--show <state>', 'only groups in this state').choices(groupStates))
  .addOption(new Option('--place <place>', 'only across folders, or within one').choices(groupPlaces))
  .addOption(new Option('--csv', 'print comma-separated values, a line a photo').conflicts('json'))
  .action(async (options: CommonOptions & RuleOptions & GroupsOptions) => {
    requireLibrary(options);
    await withLibrary(options, false, async (library) => {
      const { threshold, kind, find, sort, show, place } = options;
      const rules = givenRules(options);
      const groups = await library.call('groups', { threshold, kind, find, sort, show, place, rules });
      if (options.csv === true) await write(groupsCsv(process.stdout.isTTY ? shown(groups) : groups));
      else await print(options, groups, groupsWords(shown(groups)));
    });
  });

addRuleOptions(
  command('rules', 'Show what the library keeps and leaves alone; with options, change it. An empty list clears it.'),
).action(async (options: CommonOptions & RuleOptions) => {
  requireLibrary(options);
  await withLibrary(options, Object.keys(givenRules(options)).length > 0, async (library) => {
    await remember(library, options);
    const rules = await library.call('rules', {});
    await print(options, rules, rulesWords(shown(rules)));
  });
});

command('keep', 'Keep this photo of its group, whatever the rules say. It outlives renames, moves and rescans.')
  .argument('<photo>', 'a photo of the library', namedPath)
  .option('--forget', 'leave it to the rules again')
  .action(async (photo: string, options: CommonOptions & { forget?: boolean }) => {
    requireLibrary(options);
    await withLibrary(options, true, async (library) => {
      const path = resolve(photo);
      const chosen = await library.call(options.forget === true ? 'forget-keeper' : 'choose-keeper', { path });
      await print(options, chosen, options.forget === true ? 'Left to the rules again.' : `${shown(path)} is kept.`);
    });
  });

command('compare', 'Say how two photos relate. They need not be in the library.')
  .argument('<a>', 'a photo', namedPath)
  .argument('<b>', 'another photo', namedPath)
  .action(async (a: string, b: string, options: CommonOptions) => {
    await withLibrary(options, false, async (library) => {
      const compared = await library.call('compare', { a: resolve(a), b: resolve(b) });
      await print(options, compared, compareWords(shown(compared)));
    });
  });

addCheck(command);

program
  .command('embed')
  .description('Print a JSON line {path, sha256, vector} for each photo of a folder. No library is involved.')
  .argument('<folder>', 'the folder', namedPath)
  .option('--json', 'what it does in any case')
  .action((folder: string) => embedFolder(resolve(folder)));

addActions(command);
addFolders(command);
addLearning(command);

addOpenedOptions(
  command('serve', 'Serve the window to the browsers of this computer, and to nobody else unless --host says so.'),
)
  .argument('[folders...]', 'folders to add and scan', namedPaths)
  .option('--port <port>', 'the port, 0 for any that is free', port, 0)
  .option('--open', 'open it in the browser')
  .action(async (folders: string[], options: CommonOptions & OpenedOptions & { port: number; open?: boolean }) => {
    const { library, port } = options;
    const added = folders.map((folder) => resolve(folder));
    await serveWindow({ library, port, folders: added, open: options.open === true, opened: await openedOf(options) });
  });

function command(name: string, description: string): Command {
  const made = program.command(name).description(description);
  made.option('--library <folder>', 'the library folder', namedPath, defaultLibrary());
  if (name !== 'serve') made.option('--json', 'print one JSON object');
  return made;
}

/** Makes the rules that were given the library's own. */
async function remember(library: Library, options: RuleOptions): Promise<void> {
  const rules = givenRules(options);
  if (Object.keys(rules).length > 0) await library.call('set-rules', rules);
}

function threshold(value: string): number {
  const parsed = Threshold.safeParse(value.trim() === '' ? NaN : Number(value));
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('A threshold is a distance from 0 to 1.');
}

function port(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0 && number < 65_536) return number;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}

watchOutput();

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    // What is not meant for a person is a mistake of ours: its stack helps whoever looks into it.
    const words =
      error instanceof PersonError ? shown(errorMessage(error)) : String(error instanceof Error ? error.stack : error);
    warn(`twinlens: ${words}`);
    if (process.argv.includes('--json')) await write(`${JSON.stringify({ error: errorMessage(error) })}\n`);
    process.exitCode = 1;
  }
}
