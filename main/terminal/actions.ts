/** The commands that act on files: apply, undo, export and history. */
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  bulkSpares,
  ExportMode,
  kinds,
  MetadataPlace,
  Spare,
  type Between,
  type Input,
  type Kind,
} from '../../app/contract/contract.ts';
import {
  actToEnd,
  applyWords,
  destination,
  emptyWords,
  exportWords,
  historyWords,
  planWords,
  undoWords,
} from './act.ts';
import { PersonError } from '../../app/errors.ts';
import { addRuleOptions, givenRules, type RuleOptions } from './rules.ts';
import { shown } from './shown.ts';
import { namedPath, print, requireLibrary, withLibrary, type CommonOptions } from './terminal.ts';

/** @param command makes a command with the options that all have. */
export function addActions(command: (name: string, description: string) => Command): void {
  addRuleOptions(
    command('apply', 'Move the copies that are not to be kept into the trash or a folder. “undo” takes it back.')
      .requiredOption('--to <place>', 'trash, or a folder', namedPath)
      .option('--exclude-destination', excludeDestination)
      .option('--keep-in <folder>', 'of two folders that share photos, the one that keeps them', namedPath)
      .option('--clear <folder>', '… and the one whose copies go, as far as they are no better', namedPath)
      .option('--reviewed', 'only in groups that were looked at in the window')
      .addOption(
        new Option('--kind <kind...>', 'copies of these kinds; “said” are those that you called the same')
          .choices(Spare.options)
          .default(bulkSpares),
      )
      .addOption(
        new Option(
          '--merge-metadata <place>',
          'give what is kept the date, place, keywords, rating and title that only copies have: into the keeper itself, or an .xmp sidecar',
        ).choices(MetadataPlace.options),
      )
      .option('--dry-run', 'say what would be moved, and touch nothing'),
  ).action(async (options: ApplyOptions) => {
    requireLibrary(options);
    const to = destination(options.to);
    const { kind, mergeMetadata } = options;
    const input = {
      to,
      kinds: kind,
      between: betweenOf(options),
      reviewedOnly: options.reviewed,
      mergeMetadata,
      rules: givenRules(options),
      excludeDestination: options.excludeDestination,
    };
    await withLibrary(options, options.dryRun !== true, async (library) => {
      if (options.dryRun === true) {
        const plan = await library.call('plan', input);
        const { files, bytes, photos, left, warnings, foundAgain } = plan;
        await print(
          options,
          { operation: null, moved: files, bytes, photos, skipped: left, warnings, foundAgain },
          planWords(shown(plan), shown(to)),
        );
        return;
      }
      const report = await actToEnd(library, await library.call('apply', input));
      const { operation, files, bytes, merged, skipped, interrupted } = report;
      await print(
        options,
        { operation, moved: files, bytes, merged, skipped, interrupted },
        applyWords(shown(report), shown(to)),
      );
      if (interrupted) process.exitCode = 1;
    });
  });

  command('undo', 'Take an operation back: every file returns to where it was.')
    .argument('<operation>', 'its number, as “history” lists it; or the manifest.json of an export by moving', undoable)
    .action(async (given: Undoable, options: CommonOptions) => {
      // A manifest says by itself what came from where, whatever has become of the library.
      if ('operation' in given) requireLibrary(options);
      await withLibrary(options, true, async (library) => {
        const report = await actToEnd(library, await library.call('undo', given));
        await print(
          options,
          { restored: report.files, skipped: report.skipped, interrupted: report.interrupted },
          undoWords(shown(report)),
        );
        if (report.interrupted) process.exitCode = 1;
      });
    });

  command('empty', 'Delete for good what lies in the library’s own trash folders (.twinlens-trash).')
    .argument('[operation]', 'only what this operation put there', operationNumber)
    .option('--yes', 'delete it; without this it only says what would be deleted')
    .action(async (operation: number | undefined, options: CommonOptions & { yes?: boolean }) => {
      requireLibrary(options);
      const dryRun = options.yes !== true;
      await withLibrary(options, !dryRun, async (library) => {
        const emptied = await library.call('empty', { operation, dryRun });
        await print(options, { dryRun, ...emptied }, emptyWords(shown(emptied), shown(dryRun)));
      });
    });

  addRuleOptions(
    command('export', 'Lay the groups out in a new folder, one folder each, with a manifest of what came from where.')
      .argument('<folder>', 'a folder that is empty or not there yet', namedPath)
      .addOption(new Option('--mode <mode>', 'how the photos get there').choices(ExportMode.options).default('copy'))
      .addOption(new Option('--kind <kind...>', 'only groups that hold something of these kinds').choices(kinds))
      .option('--exclude-destination', excludeDestination),
  ).action(async (given: string, options: ExportOptions) => {
    requireLibrary(options);
    const { mode, kind } = options;
    const input = {
      folder: resolve(given),
      mode,
      kinds: kind,
      rules: givenRules(options),
      excludeDestination: options.excludeDestination,
    };
    await withLibrary(options, true, async (library) => {
      const report = await actToEnd(library, await library.call('export', input));
      const { operation, groups, files, bytes, skipped, interrupted } = report;
      await print(
        options,
        { operation, groups, files, bytes, skipped, interrupted },
        exportWords(shown(report), shown(input)),
      );
      if (interrupted) process.exitCode = 1;
    });
  });

  command('history', 'List what was moved and exported, the last first.').action(async (options: CommonOptions) => {
    requireLibrary(options);
    await withLibrary(options, false, async (library) => {
      const history = await library.call('history', {});
      await print(options, history, historyWords(shown(history)));
    });
  });
}

const excludeDestination =
  'leave that folder out of the library from now on; needed where it lies in a folder of the library';

interface ApplyOptions extends CommonOptions, RuleOptions {
  to: string;
  kind: Spare[];
  keepIn?: string;
  clear?: string;
  reviewed?: boolean;
  mergeMetadata?: MetadataPlace;
  excludeDestination?: boolean;
  dryRun?: boolean;
}

function betweenOf({ keepIn, clear }: ApplyOptions): Between | undefined {
  if (keepIn === undefined && clear === undefined) return undefined;
  if (keepIn === undefined || clear === undefined)
    throw new PersonError('Give both folders: --keep-in the one that keeps its photos, --clear the other one.');
  return { keep: resolve(keepIn), clear: resolve(clear) };
}

interface ExportOptions extends CommonOptions, RuleOptions {
  mode: ExportMode;
  kind?: Kind[];
  excludeDestination?: boolean;
}

type Undoable = Input<'undo'>;

function undoable(value: string): Undoable {
  if (namedPath(value).toLowerCase().endsWith('.json')) return { manifest: resolve(value) };
  return { operation: operationNumber(value) };
}

function operationNumber(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('An operation is a number, as “history” lists it.');
}
