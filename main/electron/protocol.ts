/** The two addresses that the window knows: its own pages, and photos by their content. */
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import type { CustomScheme } from 'electron';
import { imageSizes, type ImageSize } from '../../app/contract/image-sizes.ts';
import { contentSecurityPolicy, pageTypes } from '../page-headers.ts';

export const pagesOrigin = 'app://twinlens';

/** Must be registered before Electron is ready. */
export const schemes: CustomScheme[] = [
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  { scheme: 'photo', privileges: { standard: true, secure: true } },
];

const policy = contentSecurityPolicy("img-src 'self' photo:");

/** Answers `app://twinlens/<file>` from the folder of the built pages, and from nowhere else. */
export async function answerPage(pages: string, address: string): Promise<Response> {
  const path = pathOf(pages, address);
  const type = path && pageTypes[extname(path)];
  const bytes = path && type && (await readFile(path).catch(() => null));
  if (!bytes) return nothingThere();
  return new Response(bytes, {
    headers: {
      'Content-Type': type,
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
    },
  });
}

function pathOf(pages: string, address: string): string | null {
  const { host, pathname } = new URL(address);
  if (host !== new URL(pagesOrigin).host) return null;
  try {
    const path = resolve(pages, `.${decodeURIComponent(pathname)}`);
    return path.startsWith(pages + sep) ? path : null;
  } catch {
    return null;
  }
}

export interface Images {
  image(sha256: string, size: ImageSize): Promise<{ bytes: Uint8Array; type: string } | null>;
}

/** Answers `photo://photo/<sha256>/<thumbnail|preview>`. The address names the content, so what it shows never changes. */
export async function answerPhoto(images: Images, address: string): Promise<Response> {
  const [, sha256, size] = /^photo:\/\/photo\/([0-9a-f]{64})\/([a-z]+)$/.exec(address) ?? [];
  if (sha256 === undefined || !isImageSize(size)) return nothingThere();
  const image = await images.image(sha256, size).catch(() => null);
  if (image === null) return nothingThere();
  return new Response(Buffer.from(image.bytes), {
    headers: {
      'Content-Type': image.type,
      'Cache-Control': 'private, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
      // A photo is a stranger's file: opened on its own it may run nothing.
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  });
}

function isImageSize(size: string | undefined): size is ImageSize {
  return (imageSizes as readonly (string | undefined)[]).includes(size);
}

function nothingThere(): Response {
  return new Response(null, { status: 404 });
}
