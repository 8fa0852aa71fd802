import { expect, test } from 'vitest';
import { PersonError } from '../../../app/errors.ts';
import { completeFind } from '../../../app/groups/complete-find.ts';
import { lastTerm, meets, parseQuery, searchedPhoto } from '../../../app/groups/find-groups.ts';

const photo = (path: string, takenAt: string | null = null, camera: string | null = null) =>
  searchedPhoto(path, camera, takenAt);
const group = [
  photo('/home/ada/Pictures/2019/Été à Nice.jpg', '2019-07-03T10:00:00', 'NIKON D750'),
  photo('C:\\Phone\\WhatsApp Images\\IMG-1.jpg'),
  photo('/card/DSC_0001.jpg', '2021-01-01T00:00:00', 'Pixel 6'),
];
const finds = (text: string) => meets(parseQuery(text), ['resized', 'edited'], group);

test.each([
  ['', true],
  ['nice', true],
  ['NICE img-1', true],
  ['nice nowhere', false],
  ['folder:whatsapp', true],
  ['folder:"whatsapp images"', true],
  ['folder:phone/whatsapp', true],
  ['name:whatsapp', false],
  ['name:img-1', true],
  ['folder:whatsapp folder:pictures', true],
  ['folder:nice', false],
  ['camera:nikon', true],
  ['camera:canon', false],
  ['kind:edited', true],
  ['kind:EDITED kind:resized', true],
  ['kind:cropped', false],
  ['date:2019', true],
  ['date:2019-07', true],
  ['date:2019-7-3', true],
  ['date:2019-08', false],
  ['date:20', true],
  ['date:none', true],
  ['before:2019', false],
  ['before:2019-08', true],
  ['after:2019', true],
  ['after:2021', false],
  // One photo meets both: none was taken between them.
  ['after:2019 before:2021', false],
  ['after:2019-06 before:2021', true],
  // A copy that lost its date is found by that of another.
  ['folder:whatsapp date:2019', true],
  ['folder: kind: before:', true],
  ['"folder:whatsapp"', false],
])('%s', (text, found) => {
  expect(finds(text)).toBe(found);
});

test('letters are the same however they are composed', () => {
  expect(finds('été'.normalize('NFD'))).toBe(true);
  expect(meets(parseQuery('été'), [], [photo('/a/été.jpg'.normalize('NFD'))])).toBe(true);
});

test.each([
  ['kind:copy', /no kind “copy”: kinds are identical/],
  ['before:yesterday', /“yesterday” is no date/],
  ['date:2019-13', /is no date/],
  ['after:12345', /is no date/],
])('%s cannot be understood, and is told so', (text, message) => {
  expect(() => parseQuery(text)).toThrow(PersonError);
  expect(() => parseQuery(text)).toThrow(message);
});

test('the last term is the one that is being typed', () => {
  expect(lastTerm('nice fol')).toEqual({ start: 5, field: null, value: 'fol' });
  expect(lastTerm('nice folder:"Summer 20')).toEqual({ start: 5, field: 'folder', value: 'Summer 20' });
  expect(lastTerm('Kind:')).toEqual({ start: 0, field: 'kind', value: '' });
  expect(lastTerm('kind:edited ')).toEqual({ start: 12, field: null, value: '' });
  expect(lastTerm('')).toEqual({ start: 0, field: null, value: '' });
});

const known = [
  { path: '/pictures/Summer 2019/a.jpg', takenAt: '2019-07-03T10:00:00', node: 0 },
  { path: '/pictures/Summer 2019/b.jpg', takenAt: null, node: 1 },
  { path: '/backup/Summer 2019/b.jpg', takenAt: '2020-01-01T00:00:00', node: 1 },
];
const completions = (text: string) =>
  completeFind(text, known, (node) => (node === 0 ? 'NIKON D750' : null), [['edited'], ['edited', 'identical']]).map(
    ({ find, photos }) => [find, photos],
  );

test('a search goes on with terms, and with what the photos hold, the most frequent first', () => {
  expect(completions('nice f')).toEqual([['nice folder:', null]]);
  expect(completions('').map(([find]) => find)).toContain('before:');
  expect(completions('folder:su')).toEqual([['folder:"Summer 2019" ', 3]]);
  expect(completions('folder:')).toEqual([
    ['folder:"Summer 2019" ', 3],
    ['folder:pictures ', 2],
    ['folder:backup ', 1],
  ]);
  expect(completions('camera:n')).toEqual([['camera:"NIKON D750" ', 1]]);
  expect(completions('kind:')).toEqual([
    ['kind:identical ', null],
    ['kind:edited ', null],
  ]);
  expect(completions('x before:20').map(([find]) => find)).toEqual(['x before:2019 ', 'x before:2020 ']);
  expect(completions('camera:leica')).toEqual([]);
  expect(completions('name:a')).toEqual([]);
});
