/** What happens to photos on their way through phones, chats and backups. */
import sharp from 'sharp';

export type Change = (photo: Buffer) => Buffer | Promise<Buffer>;

/** The same bytes in another place. */
export const asIs: Change = (photo) => photo;

/** Saved again by a program that keeps what the camera wrote. */
export const savedAgain = (quality: number): Change => {
  return (photo) => sharp(photo).keepExif().jpeg({ quality }).toBuffer();
};

/** Through a chat: a quarter of the width and height, and nothing of what the camera wrote. */
export const shrunk: Change = async (photo) => {
  const { width } = await sharp(photo).metadata();
  return sharp(photo)
    .resize(Math.round(width / 4))
    .jpeg({ quality: 72 })
    .toBuffer();
};

/** Stored lying on its side, with the note that says how to turn it. */
export const onItsSide: Change = (photo) =>
  sharp(photo).rotate(-90).keepExif().withMetadata({ orientation: 6 }).jpeg({ quality: 82 }).toBuffer();

/** Given stars in a photo manager: the pixels are the same, bit for bit. */
export const rated = (stars: number): Change => {
  const packet = `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="${stars}"/></rdf:RDF></x:xmpmeta>`;
  const segment = Buffer.alloc(4 + packet.length);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(packet.length + 2, 2);
  segment.write(packet, 4, 'latin1');
  // A JPEG begins with two bytes that mark its start; segments of metadata may follow at once.
  return (photo) => Buffer.concat([photo.subarray(0, 2), segment, photo.subarray(2)]);
};

/** Cut out of the middle by hand. */
export const cropped = (share: number): Change => {
  return async (photo) => {
    const { width, height } = await sharp(photo).metadata();
    const size = { width: Math.round(width * share), height: Math.round(height * share) };
    const corner = { left: Math.round((width - size.width) / 2), top: Math.round((height - size.height) * 0.6) };
    return sharp(photo)
      .extract({ ...corner, ...size })
      .keepExif()
      .jpeg({ quality: 88 })
      .toBuffer();
  };
};
