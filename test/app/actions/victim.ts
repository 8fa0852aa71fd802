/** A process that acts on the photos of a household until it is killed: `node victim.ts ROOT ACT PLACE`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Group } from '../../../app/contract/contract.ts';
import { lockLibrary } from '../../../app/store/upkeep/lock.ts';
import { applied, exported, household, openHousehold, undone } from './household.ts';

const [root = '', act = '', place = ''] = process.argv.slice(2);
const house = household(root);
const store = openHousehold(house);
lockLibrary(house.library);
const groups = JSON.parse(readFileSync(join(root, 'groups.json'), 'utf8')) as Group[];
process.send?.('begins');
if (act === 'apply') await applied({ store, house }, groups, place);
else if (act === 'export') await exported({ store, house }, groups, place, 'move');
else await undone({ store, house }, Number(place));
process.send?.('ends');
process.disconnect();
