/** The options that say what to keep and what to leave alone, and how a person reads them. */
import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { namedPath } from './terminal.ts';
import { keeperRuleNames, type KeeperRule, type Rules } from '../../app/contract/contract.ts';

/** A list given without anything in it empties what the library has. */
export interface RuleOptions {
  keep?: KeeperRule[] | true;
  protect?: string[] | true;
  reference?: string[] | true;
  exclude?: string[] | true;
  minimumSize?: MinimumSize;
  videos?: boolean;
}

type MinimumSize = Partial<Pick<Rules, 'minimumPixels' | 'minimumBytes'>>;

export function addRuleOptions(command: Command): Command {
  return command
    .option(
      '--keep [rules...]',
      `what to keep first: ${keeperRuleNames.join(', ')}, folder:PATH, outside:PATH or name:PATTERN`,
      keep,
    )
    .option('--protect [folders...]', 'folders, or files, that are never touched', folders)
    .option('--reference [folders...]', 'folders with what you have already: kept, and never removed', folders)
    .option('--exclude [patterns...]', 'what to leave out, as in a .gitignore: *.png, Screenshots/', texts)
    .option('--minimum-size <size>', 'leave out smaller photos: 640x480 (pixels), 100kB or 0', minimumSize)
    .option('--videos', 'take videos as well: identical ones, and with ffmpeg those that were encoded anew')
    .option('--no-videos', 'leave videos alone, as at first');
}

/** The rules that were given, as the contract has them. */
export function givenRules({ keep, protect, reference, exclude, minimumSize, videos }: RuleOptions): Partial<Rules> {
  const list = <One>(given: One[] | true) => (given === true ? [] : given);
  return {
    ...(keep === undefined ? {} : { keep: list(keep) }),
    ...(protect === undefined ? {} : { protect: list(protect) }),
    ...(reference === undefined ? {} : { reference: list(reference) }),
    ...(exclude === undefined ? {} : { exclude: list(exclude) }),
    ...minimumSize,
    ...(videos === undefined ? {} : { videos }),
  };
}

export function rulesWords({ keep, protect, reference, exclude, minimumPixels, minimumBytes, videos }: Rules): string {
  const none = 'none';
  return [
    `Keep first:  ${keep.map(ruleText).join(', ') || 'as it comes'}`,
    `Protected:   ${protect.join(', ') || none}`,
    `Reference:   ${reference.join(', ') || none}`,
    `Left out:    ${exclude.join(', ') || none}`,
    `Smallest:    ${minimumPixels} pixels, ${minimumBytes} bytes`,
    `Videos:      ${videos ? 'taken' : 'left alone'}`,
  ].join('\n');
}

function ruleText(rule: KeeperRule): string {
  if ('folder' in rule) return `${rule.rule}:${rule.folder}`;
  return rule.rule === 'name' ? `name:${rule.pattern}` : rule.rule;
}

function keep(value: string, before: KeeperRule[] | undefined): KeeperRule[] {
  return [...(before ?? []), parseRule(value)];
}

function parseRule(value: string): KeeperRule {
  const [, kind, detail] = /^(folder|outside|name):(.+)$/su.exec(value) ?? [];
  if (detail !== undefined)
    return kind === 'folder' || kind === 'outside'
      ? { rule: kind, folder: resolve(namedPath(detail)) }
      : { rule: 'name', pattern: detail };
  const plain = keeperRuleNames.find((name) => name === value);
  if (plain === undefined)
    throw new InvalidArgumentError(
      `Rules are ${keeperRuleNames.join(', ')}, folder:PATH, outside:PATH and name:PATTERN.`,
    );
  return { rule: plain };
}

function folders(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), resolve(namedPath(value))];
}

function texts(value: string, before: string[] | undefined): string[] {
  if (value.trim() === '') throw new InvalidArgumentError('Give a pattern, such as *.png or Screenshots/.');
  return [...(before ?? []), value];
}

const units: Record<string, number> = { b: 1, kb: 1000, mb: 1000 ** 2, gb: 1000 ** 3 };

/** `640x480` for pixels, `100kB` for bytes; the other limit stays. `0` lifts both. */
function minimumSize(value: string): MinimumSize {
  if (value === '0') return { minimumPixels: 0, minimumBytes: 0 };
  const [, width, height] = /^(\d+)[x×](\d+)$/i.exec(value) ?? [];
  if (width !== undefined && height !== undefined) return { minimumPixels: Number(width) * Number(height) };
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*([kmg]?b)$/i.exec(value) ?? [];
  if (amount !== undefined && unit !== undefined)
    return { minimumBytes: Math.round(Number(amount) * (units[unit.toLowerCase()] ?? 1)) };
  throw new InvalidArgumentError('A size is 640x480 (pixels), 100kB (bytes), or 0 for no limit.');
}
