/** node setup/package/lay-out.mjs package|image, on the Node that is to be packed. */
import { main } from '../say.mjs';
import { layOutImage, layOutPackage } from './stage.mjs';

await main(([what]) => (what === 'image' ? layOutImage : layOutPackage)(process.execPath));
