import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '../../app/contract/contract.ts';
import { imageSizes, type ImageSize } from '../../app/contract/image-sizes.ts';
import { commonHeaders, Refusal } from './answer.ts';

function isImageSize(size: string): size is ImageSize {
  return (imageSizes as readonly string[]).includes(size);
}

/** Answers `GET /photo/<sha256>/<size>`. The address names the content, so what it shows can never change. */
export async function answerPhoto(core: Core, address: string, request: IncomingMessage, response: ServerResponse) {
  const [sha256 = '', size = '', ...rest] = address.split('/');
  if (rest.length > 0 || !/^[0-9a-f]{64}$/.test(sha256) || !isImageSize(size))
    throw new Refusal(404, 'There is no such photo.');
  const tag = `"${sha256}-${size}"`;
  const caching = { ETag: tag, 'Cache-Control': 'private, max-age=31536000, immutable' };
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304, { ...commonHeaders, ...caching }).end();
    return;
  }
  const image = await core.image(sha256, size);
  if (!image) throw new Refusal(404, 'The library cannot reach this photo now.');
  response
    .writeHead(200, {
      ...commonHeaders,
      ...caching,
      'Content-Type': image.type,
      'Content-Length': image.bytes.length,
      // A photo is a stranger's file: opened on its own it may run nothing.
      'Content-Security-Policy': "default-src 'none'; sandbox",
    })
    .end(image.bytes);
}
