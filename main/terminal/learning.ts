/** The commands that ask a person, and learn from the answers: label, judgements, suggest, learn and heads. */
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { Objective, Verdict, type LearnReport } from '../../app/contract/contract.ts';
import { PersonError } from '../../app/errors.ts';
import { follow } from './follow.ts';
import { changesWords, headsWords, judgementsWords, learnWords, suggestWords } from './learning-words.ts';
import { shown } from './shown.ts';
import { namedPath, print, requireLibrary, withLibrary, type CommonOptions } from './terminal.ts';

/** @param command makes a command with the options that all have. */
export function addLearning(command: (name: string, description: string) => Command): void {
  command('label', 'Record that two photos are the same picture, or are not. It outlives renames, moves and rescans.')
    .argument('<a>', 'a photo', namedPath)
    .argument('<b>', 'another photo', namedPath)
    .argument('<verdict>', 'same, different, or skip for a pair that shall not be asked about again', verdict)
    .action(async (a: string, b: string, said: Verdict, options: CommonOptions) => {
      await withLibrary(options, true, async (library) => {
        const label = await library.call('label', { a: resolve(a), b: resolve(b), verdict: said });
        await print(options, label, `Noted as ${said}. The library holds ${label.judgements} judgements.`);
      });
    });

  command('judgements', 'List what was said of pairs, and what of it contradicts itself.')
    .addOption(
      new Option('--export <file>', 'write all of it into a new file').conflicts('import').argParser(namedPath),
    )
    .option('--import <file>', 'take over what such a file says; of two about one pair the newer holds', namedPath)
    .action(async (options: CommonOptions & { export?: string; import?: string }) => {
      if (options.import === undefined) requireLibrary(options);
      await withLibrary(options, options.import !== undefined, async (library) => {
        if (options.export !== undefined) {
          const file = resolve(options.export);
          const { judgements } = await library.call('export-judgements', { file });
          await print(options, { file, judgements }, `${judgements} judgements are in ${shown(file)}.`);
        } else if (options.import !== undefined) {
          const file = resolve(options.import);
          const { read, merged, judgements } = await library.call('import-judgements', { file });
          const words = `${merged} of ${read} judgements are new or newer. The library holds ${judgements}.`;
          await print(options, { file, read, merged, judgements }, words);
        } else {
          const said = await library.call('judgements', {});
          await print(options, said, judgementsWords(shown(said)));
        }
      });
    });

  command('suggest', 'List the pairs whose answers would teach most. Answer them with “label”, or in the window.')
    .option('--count <count>', 'how many at most', pairCount, 10)
    .action(async (options: CommonOptions & { count: number }) => {
      requireLibrary(options);
      await withLibrary(options, false, async (library) => {
        const { pairs, judgements } = await library.call('suggest', { count: options.count });
        const named = pairs.map(({ a, b, ...rest }) => ({ a: a.path, b: b.path, ...rest }));
        await print(options, { pairs: named, judgements }, suggestWords(shown(pairs)));
      });
    });

  command('learn', 'Learn from the judgements. What was learned is used only if it proves better on unseen answers.')
    .addOption(new Option('--objective <objective>', 'what is minimised').choices(Objective.options))
    .option('--preview', 'say what it would change, and do not use it yet')
    .action(async (options: CommonOptions & { objective?: Objective; preview?: boolean }) => {
      requireLibrary(options);
      await withLibrary(options, true, async (library) => {
        const { objective, preview } = options;
        const { job } = await library.call('learn', { objective, use: preview !== true });
        const { lesson, error } = await follow(library, job, 'Stopping: nothing is changed.');
        if (lesson === null) throw new PersonError(error ?? 'Learning was stopped; nothing has changed.');
        const changes =
          preview === true && lesson.accepted ? await library.call('head-changes', { version: lesson.version }) : null;
        await print(
          options,
          { ...reportOf(lesson), ...(changes === null ? {} : { changes }) },
          [learnWords(shown(lesson)), ...(changes === null ? [] : [changesWords(shown(changes))])].join('\n'),
        );
      });
    });

  command('heads', 'List what was learned, version by version; 0 is what ships.')
    .option('--use <version>', 'go back, or forward, to a version', headVersion)
    .action(async (options: CommonOptions & { use?: number }) => {
      requireLibrary(options);
      await withLibrary(options, options.use !== undefined, async (library) => {
        if (options.use !== undefined) {
          const { job } = await library.call('use-head', { version: options.use });
          const { state, error } = await follow(library, job, 'Stopping: the version in use stays.');
          if (state !== 'done') throw new PersonError(error ?? 'It was stopped; the version in use stays.');
        }
        const heads = await library.call('heads', {});
        await print(options, heads, headsWords(shown(heads)));
      });
    });
}

/** The report without what only a plot can show. */
function reportOf(lesson: LearnReport): object {
  return { ...lesson, losses: undefined };
}

function verdict(value: string): Verdict {
  const parsed = Verdict.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError('Say same, different or skip.');
}

function pairCount(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= 200) return number;
  throw new InvalidArgumentError('Give a number from 1 to 200.');
}

function headVersion(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError('A version is a number, as “heads” lists it; 0 is what ships.');
}
