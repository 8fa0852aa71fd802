/**
 * Gives a keeper what the removed copies know and it does not: date, place, camera, and what a person wrote. Into the
 * keeper itself, or into an `.xmp` beside it; what stood there goes where the copies went, and undo brings it back. What
 * it does not get is named.
 */
import { extname } from 'node:path';
import type { MetadataPlace } from '../contract/contract.ts';
import { PersonError } from '../errors.ts';
import { companionsOf } from '../files/companion-names.ts';
import { missingMetadata, type KeptMetadata, type Missing } from '../images/kept/kept-metadata.ts';
import { MetadataTool } from '../images/kept/metadata-tool.ts';
import { temporaryOf } from '../images/temporary.ts';
import type { OperationFile, OperationRow } from '../store/operations.ts';
import type { Store } from '../store/store.ts';
import { goOnce, type ActionTools } from './carry-out.ts';
import type { Destination } from './destinations.ts';
import { lookAt, type Disk } from './disk/disk.ts';
import { inspect, inspectUnchanged, type Inspected } from './disk/inspect-and-hash.ts';
import { protectionReasons, type Keeper } from './plan/plan.ts';
import { moveReason } from './disk/move-reasons.ts';
import { carryUnit } from './move-unit.ts';
import { wayThere } from './there-and-back.ts';
import type { ProtectionOf } from '../grouping/keeper/keeper-candidate.ts';

export interface Merging {
  into: MetadataPlace;
  protectionOf: ProtectionOf;
}

/** A unit of the journal that went, and whether its picture had the same frame as the keeper's. */
export interface GoneUnit {
  unit: number;
  isCopy: boolean;
}

export class MetadataMerger {
  /** Keepers that have what they had, or not all; each with the reason, which completes "The file … ". */
  readonly problems: { path: string; reason: string }[] = [];
  readonly #merging: Merging;
  readonly #tools: Pick<ActionTools, 'store' | 'disk'>;
  readonly #operation: OperationRow;
  readonly #destination: Destination;
  readonly #exiftool = new MetadataTool();

  constructor(
    merging: Merging,
    tools: Pick<ActionTools, 'store' | 'disk'>,
    operation: OperationRow,
    destination: Destination,
  ) {
    this.#merging = merging;
    this.#tools = tools;
    this.#operation = operation;
    this.#destination = destination;
  }

  /** @param units those that went for this keeper's sake, as far as they did. @param group that they bear in the journal. */
  async merge(keeper: Keeper, units: readonly GoneUnit[], group: number): Promise<void> {
    const { operations } = this.#tools.store;
    const gone = units
      .map(({ unit, isCopy }) => ({
        isCopy,
        files: operations.unit(this.#operation.id, unit).filter(({ state }) => state === 'moved'),
      }))
      .filter(
        ({ files }) =>
          files.some(({ role, sha256 }) => role === 'photo' && sha256 !== keeper.sha256) || files.length > 1,
      );
    if (gone.length === 0) return;
    try {
      const protection = this.#merging.protectionOf(keeper.path);
      if (protection !== null) throw new PersonError(protectionReasons[protection]);
      const companions = await companionsOf(keeper.path);
      const { missing, left } = await this.#missing(keeper, companions, gone);
      if (left.length > 0) this.problems.push({ path: keeper.path, reason: leftReason(left) });
      if (missing === null) return;
      const path = this.#merging.into === 'keeper' ? keeper.path : sidecarOf(keeper.path, companions);
      await this.#write(path, path === keeper.path ? keeper : null, missing, group);
    } catch (error) {
      this.problems.push({ path: keeper.path, reason: keptReason(error) });
    }
  }

  async close(): Promise<void> {
    await this.#exiftool.close();
  }

  async #missing(
    keeper: Keeper,
    companions: string[],
    gone: readonly { isCopy: boolean; files: OperationFile[] }[],
  ): Promise<Missing> {
    const removed = [];
    for (const { isCopy, files } of gone) {
      const [photo, ...others] = files.flatMap(({ target }) => target ?? []);
      if (photo === undefined) continue;
      const known = await this.#exiftool.read(photo, others);
      removed.push(isCopy ? known : withoutFaces(known));
    }
    const { known, frame } = await this.#exiftool.readWithFrame(keeper.path, companions);
    return missingMetadata(known, removed, frame);
  }

  /** @param keeper known from the scan; null for a sidecar. */
  async #write(path: string, keeper: Keeper | null, missing: KeptMetadata, group: number): Promise<void> {
    const { store, disk } = this.#tools;
    const { operations } = store;
    const seen = await look(disk, path, keeper);
    const { sha256 = null, bytes = 0, modified = 0 } = seen ?? {};
    // In the journal before it is made, so that the next start knows of it.
    const planned = operations.addPlanned(this.#operation.id, {
      role: 'metadata',
      group,
      place: 0,
      keep: true,
      source: path,
      sha256,
      bytes,
      modified,
    });
    try {
      const made = await this.#exiftool.writeMetadata(path, missing);
      const file = { ...planned, madeSha256: (await inspect(disk, made)).sha256 };
      await this.#carry(file, seen);
      noteVersion(store, file);
    } catch (error) {
      const made = temporaryOf(path);
      if ((await lookAt(disk, made)) !== null) await disk.unlink(made);
      const now = operations.unit(this.#operation.id, planned.unit);
      // One that is still in work waits for the next start.
      operations.save(
        this.#operation.id,
        now
          .filter(({ state }) => state === 'planned' || state === 'skipped')
          .map((file) => ({ ...file, state: 'skipped', reason: keptReason(error) })),
      );
    }
  }

  async #carry(file: OperationFile, seen: Inspected | null): Promise<void> {
    const tools = { disk: this.#tools.disk, operations: this.#tools.store.operations, operation: this.#operation };
    if (seen === null) await carryUnit(tools, wayThere(tools.disk, this.#operation, 'metadata'), [file], []);
    else await goOnce(tools, this.#destination, [file], [seen]);
  }
}

/** Faces that were drawn on another frame lie elsewhere in the keeper's. */
function withoutFaces(known: KeptMetadata): KeptMetadata {
  return known.faces === null ? known : { ...known, faces: null, further: ['faces', ...known.further] };
}

function leftReason(left: readonly string[]): string {
  return `did not get all that was known of it: ${left.join(', ')} went with the copies`;
}

function keptReason(error: unknown): string {
  return `keeps the metadata it had: ${moveReason(error).replace('was left where it is: ', '')}`;
}

/** What a sidecar says is the person's; its keeper must be what the scan saw. */
async function look(disk: Disk, path: string, keeper: Keeper | null): Promise<Inspected | null> {
  if (keeper !== null) return inspectUnchanged(disk, path, keeper, 'the scan');
  return (await lookAt(disk, path)) === null ? null : inspect(disk, path);
}

/** The whole name before the ending, so that it belongs to this photo alone. */
function sidecarOf(path: string, companions: readonly string[]): string {
  return companions.find((companion) => extname(companion).toLowerCase() === '.xmp') ?? `${path}.xmp`;
}

/** What a person said of the photo holds for its new version too, which the next scan reads. */
export function noteVersion(
  { photos, judgements, keepers }: Store,
  { source, sha256, madeSha256 }: OperationFile,
): void {
  if (sha256 === null || madeSha256 === null) return;
  judgements.adopt(sha256, madeSha256);
  keepers.adopt(sha256, madeSha256);
  photos.setUnread([source]);
}
