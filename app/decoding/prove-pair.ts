/** Proves from two files whether their photos are copies of each other, whatever of them is to be seen in thumbnails. */
import { measureColours } from '../images/measure/colours.ts';
import { jpegCoding } from '../images/jpeg-coding.ts';
import { readMetadata, type PhotoMetadata } from '../images/metadata.ts';
import { isDecodedWhole } from '../images/readers/foreign.ts';
import { pixelDigests } from '../images/digest.ts';
import { compressedDigest } from '../images/compressed.ts';
import { recoded } from '../images/recode.ts';
import { asStored, decodeWhole, type Kernel, type WholePicture } from '../images/whole-picture.ts';
import { furtherParts, compareParts } from '../images/behind/further-parts.ts';
import type { CopyProof } from '../store/copy-proofs.ts';
import { prove, type Proof } from '../vision/proof/prove.ts';
import { shareParticulars } from '../vision/verify/particulars.ts';
import { toGrey } from '../vision/verify/picture.ts';
import { toPyramid } from '../vision/verify/sample.ts';

interface ProvableFile extends PhotoMetadata {
  bytes: Uint8Array;
  /** All of it as it is stored, decoded when it is first asked for. */
  stored: () => Promise<WholePicture>;
}

export type PairProof = Pick<CopyProof, 'kind' | 'richer'>;

/** Kernels that are tried, the likeliest first. */
const kernels: readonly Kernel[] = ['lanczos3', 'linear', 'shrunk', 'nearest'];
/** A stretch beyond this is seen. */
const mostStretch = 0.01;

/** @throws PersonError when one of them cannot be decoded; its message completes "The file … ". */
export async function provePair(bytesA: Uint8Array, bytesB: Uint8Array): Promise<PairProof> {
  const [a, b] = [await fileOf(bytesA), await fileOf(bytesB)];
  const behind = compareParts(furtherParts(bytesA), furtherParts(bytesB));
  // Other contents behind one first picture: they look alike, and are no copies.
  if (behind === 'other') return { kind: a.pages > 1 || b.pages > 1 ? null : 'edited', richer: null };
  const richer = behind === 'same' ? null : behind;
  if (await haveSamePixels(a, b)) return { kind: richer === null ? 'same-pixels' : 'resized', richer };
  if ((await isThinned(a)) !== (await isThinned(b))) return { kind: 'edited', richer: null };
  const proof = await proveByPixels(a, b);
  if (proof === 'copy') return { kind: 'resized', richer };
  // A plain picture, and the first one of several, say too little to call anything an edit of it; and so does a look
  // that many pictures have.
  const saysLittle = proof === 'plain' || a.pages > 1 || b.pages > 1 || !(await lookParticular(a, b));
  return { kind: saysLittle ? null : 'edited', richer: null };
}

/** Formats that leave no picture in the few colours of a palette. */
const alwaysManyColours: ReadonlySet<string> = new Set(['jpeg', 'avif', 'heic']);

/** Whether a photo was put into the few colours of a palette: its other colours are lost, however well it is dithered. */
async function isThinned({ format, stored }: ProvableFile): Promise<boolean> {
  return !alwaysManyColours.has(format) && measureColours((await stored()).colours).isThinned;
}

/** Side of the pictures that are looked at for what is particular in them, in pixels. */
const lookSide = 320;

async function lookParticular(a: ProvableFile, b: ProvableFile): Promise<boolean> {
  const size = { width: lookSide, height: lookSide, kernel: 'linear' } as const;
  const [ofA, ofB] = [await decodeWhole(a.bytes, true, size), await decodeWhole(b.bytes, true, size)];
  const pyramid = ({ colours, width, height }: WholePicture) => toPyramid(toGrey(colours, width, height));
  return shareParticulars(pyramid(ofA), pyramid(ofB), { xx: 1, xy: 0, yx: 0, yy: 1, x0: 0, y0: 0, px: 0, py: 0 });
}

async function fileOf(bytes: Uint8Array): Promise<ProvableFile> {
  let stored: Promise<WholePicture> | undefined;
  return { bytes, stored: () => (stored ??= decodeWhole(bytes, false)), ...(await readMetadata(bytes)) };
}

async function haveSamePixels(a: ProvableFile, b: ProvableFile): Promise<boolean> {
  const sides = ({ width, height }: ProvableFile) => [width, height].sort((x, y) => x - y).join('×');
  if (sides(a) !== sides(b) || a.depth !== b.depth || !isDecodedWhole(a) || !isDecodedWhole(b)) return false;
  if (a.format === 'jpeg' && b.format === 'jpeg') {
    const compressed = compressedDigest(a.bytes);
    if (compressed !== null && compressed === compressedDigest(b.bytes)) return true;
  }
  const [ofA, ofB] = [await pixelDigests(a.bytes, a.orientation), await pixelDigests(b.bytes, b.orientation)];
  return ofA.displayed === ofB.displayed || ofA.stored === ofB.stored;
}

/** Tries the ways in which the pictures may lie on each other: as displayed first, then as if a tag was lost. */
async function proveByPixels(a: ProvableFile, b: ProvableFile): Promise<Proof> {
  const [larger, smaller] = isLarger(a, b) ? [a, b] : [b, a];
  let proof: Proof = 'moved';
  for (const isLargerUpright of larger.orientation === 1 ? [true] : [true, false])
    for (const isSmallerUpright of smaller.orientation === 1 ? [true] : [true, false]) {
      const [from, to] = [shapeOf(larger, isLargerUpright), shapeOf(smaller, isSmallerUpright)];
      if (!isSameShape(from, to)) continue;
      proof = await proveViews(
        { file: larger, isUpright: isLargerUpright },
        { file: smaller, isUpright: isSmallerUpright },
      );
      if (proof === 'copy') return proof;
    }
  return proof;
}

interface View {
  file: ProvableFile;
  isUpright: boolean;
}

async function proveViews(larger: View, smaller: View): Promise<Proof> {
  const [from, to] = [shapeOf(larger.file, larger.isUpright), shapeOf(smaller.file, smaller.isUpright)];
  const isReduced = from.width !== to.width || from.height !== to.height;
  // The smaller one as it is stored: its blocks begin at its first pixel there.
  const seen = await smaller.file.stored();
  let proof: Proof = 'moved';
  for (const kernel of isReduced ? kernels : kernels.slice(0, 1)) {
    const size = isReduced ? { ...to, kernel } : undefined;
    const upright = await decodeWhole(larger.file.bytes, larger.isUpright, size);
    const picture = smaller.isUpright ? asStored(upright, smaller.file.orientation) : upright;
    if (picture.width !== seen.width || picture.height !== seen.height) return 'moved';
    proof = await proveAt(picture, seen, larger.file, smaller.file);
    if (proof !== 'changed' && proof !== 'blurred') break;
  }
  return proof;
}

async function proveAt(
  larger: WholePicture,
  smaller: WholePicture,
  largerFile: ProvableFile,
  smallerFile: ProvableFile,
): Promise<Proof> {
  const { width, height } = smaller;
  const reduction = Math.sqrt((largerFile.width * largerFile.height) / (width * height));
  const compared = {
    ...{ larger, smaller, width, height, reduction },
    largerSteps: jpegCoding(largerFile.bytes),
    smallerSteps: jpegCoding(smallerFile.bytes),
  };
  const proof = prove({ ...compared, recoded: null });
  if (proof !== 'changed') return proof;
  // What a codec without known tables does is only made where it decides: coding anew takes long.
  const noise = (await recoded(larger, smallerFile)) ?? (reduction < 2 ? await recoded(larger, largerFile) : null);
  return noise === null ? proof : prove({ ...compared, recoded: noise });
}

/** Whether `a` is the one that is brought to the other's size: the larger; of equal ones the finer coded. */
function isLarger(a: ProvableFile, b: ProvableFile): boolean {
  const [pixelsA, pixelsB] = [a.width * a.height, b.width * b.height];
  if (pixelsA !== pixelsB) return pixelsA > pixelsB;
  return coarseness(a) <= coarseness(b);
}

/** What is lossless is the finest; of what is not, the fewer bytes the coarser. */
function coarseness({ format, bytes }: ProvableFile): number {
  return format === 'png' || format === 'tiff' || format === 'gif' ? 0 : 1 / bytes.length;
}

function shapeOf({ width, height, orientation }: ProvableFile, isUpright: boolean): { width: number; height: number } {
  return isUpright || orientation < 5 ? { width, height } : { width: height, height: width };
}

function isSameShape(a: { width: number; height: number }, b: { width: number; height: number }): boolean {
  const stretch = Math.abs((a.width * b.height) / (a.height * b.width) - 1);
  // Each side of the smaller one is rounded to whole pixels.
  return (
    stretch <= Math.max(Math.min(mostStretch, 1.5 / Math.min(b.width, b.height)), 1.01 / Math.min(b.width, b.height))
  );
}
