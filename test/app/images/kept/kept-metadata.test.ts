import { describe, expect, test } from 'vitest';
import {
  combined,
  missingMetadata,
  nothingKnown,
  type KeptMetadata,
} from '../../../../app/images/kept/kept-metadata.ts';
import { parseTakeout } from '../../../../app/images/kept/takeout-json.ts';

const nothing = nothingKnown;
/** As large as the pictures that faces were drawn on in these tests, and not turned. */
const frame = { width: 640, height: 480, orientation: 1 };

const missing = (keeper: KeptMetadata, removed: readonly KeptMetadata[]) => missingMetadata(keeper, removed, frame);
const harbour = { latitude: 54.3, longitude: -10.1, altitude: null };

describe('what the removed copies know and the keeper lacks', () => {
  test('is all of it, when the keeper knows nothing', () => {
    const copy = {
      ...nothing,
      takenAt: '2020-05-17T10:11:12',
      offset: '+02:00',
      position: harbour,
      lists: { keywords: ['sea'] },
    };
    expect(missing(nothing, [nothing, copy])).toEqual({ missing: copy, left: [] });
  });

  test('never overrules the keeper', () => {
    const keeper = {
      ...nothing,
      takenAt: '2021-01-01T00:00:00',
      position: harbour,
      rating: 2,
      texts: { title: 'Harbour' },
    };
    const copy = {
      ...nothing,
      takenAt: '2020-05-17T10:11:12',
      offset: '+02:00',
      rating: 5,
      texts: { title: 'Sea' },
      lists: { keywords: ['b'] },
    };
    const other = { ...copy, position: { latitude: 0, longitude: 1, altitude: 2 }, lists: { keywords: ['a', 'b'] } };
    expect(missing({ ...keeper, lists: { keywords: ['b'] } }, [copy, other])).toEqual({
      missing: { ...nothing, lists: { keywords: ['a'] } },
      // It is said, for nobody else has it.
      left: ['title'],
    });
  });

  test('is nothing when nobody knows more', () => {
    const sea = { ...nothing, lists: { keywords: ['sea'] }, texts: { title: 'Sea' } };
    expect(missing(sea, [sea, nothing])).toEqual({ missing: null, left: [] });
    expect(missing(nothing, [])).toEqual({ missing: null, left: [] });
  });

  test('is the earliest date, with its own offset, the highest rating and every keyword once', () => {
    const late = {
      ...nothing,
      takenAt: '2022-01-01T00:00:00',
      offset: '+01:00',
      lists: { keywords: ['sea', 'sun'] },
      rating: 3,
    };
    const early = { ...nothing, takenAt: '2020-05-17T10:11:12', lists: { keywords: ['sea'] }, rating: 2 };
    expect(missing(nothing, [late, early]).missing).toEqual({
      ...nothing,
      takenAt: early.takenAt,
      lists: { keywords: ['sea', 'sun'] },
      rating: 3,
    });
  });
});

describe('faces', () => {
  const faces = { regions: [{ Name: 'Ada' }], frame: { width: 320, height: 240, orientation: 1 } };

  test('come to a picture of the same shape, whatever its size', () => {
    const { missing: written, left } = missing(nothing, [{ ...nothing, faces }]);
    expect(written?.faces).toEqual({ regions: faces.regions, frame });
    expect(left).toEqual([]);
  });

  test.each([
    ['cut to another shape', { ...frame, height: 400 }],
    ['stored turned', { ...frame, orientation: 6 }],
    ['of unknown size', null],
  ])('do not come to one that is %s, and that is said', (_, other) => {
    expect(missingMetadata(nothing, [{ ...nothing, faces }], other)).toEqual({ missing: null, left: ['faces'] });
  });
});

test('what is not taken over is said: another author, and tags that nothing here knows', () => {
  const copy = { ...nothing, lists: { creators: ['Bo'] }, further: ['Instructions', 'Credit'] };
  expect(missing({ ...nothing, lists: { creators: ['Ada'] }, further: ['Credit'] }, [copy])).toEqual({
    missing: null,
    left: ['author', 'Instructions'],
  });
});

test('of several sources the first that knows has the word', () => {
  const photo = { ...nothing, texts: { title: 'Harbour' } };
  const sidecar = { ...nothing, texts: { title: 'Sea' }, rating: 4, takenAt: '2020-05-17T10:11:12', offset: '+02:00' };
  expect(combined([photo, sidecar])).toEqual({ ...sidecar, texts: { title: 'Harbour' } });
});

describe('Google Takeout', () => {
  test('knows the place, and the time as a clock showed it there', () => {
    const json = {
      title: 'IMG_1.jpg',
      photoTakenTime: { timestamp: '1589703072', formatted: '17 May 2020' },
      geoData: { latitude: 0, longitude: 0, altitude: 0 },
      geoDataExif: { latitude: 54.1, longitude: 12.1, altitude: 3 },
    };
    expect(parseTakeout(JSON.stringify(json))).toEqual({
      ...nothing,
      takenAt: '2020-05-17T10:11:12',
      offset: '+02:00',
      position: { latitude: 54.1, longitude: 12.1, altitude: 3 },
    });
  });

  test.each([
    ['in India', { latitude: 28.6, longitude: 77.2 }, '2020-01-01T05:29:59', '+05:30'],
    ['in New York', { latitude: 40.7, longitude: -74 }, '2019-12-31T18:59:59', '-05:00'],
    ['in London in winter', { latitude: 51.5, longitude: -0.1 }, '2019-12-31T23:59:59', '+00:00'],
  ])('tells a time %s, across midnight', (_, geoData, takenAt, offset) => {
    const json = { photoTakenTime: { timestamp: '1577836799' }, geoData };
    expect(parseTakeout(JSON.stringify(json))).toMatchObject({ takenAt, offset });
  });

  test('tells a time of which no place is known as it would be here: it is the same instant', () => {
    const { takenAt, offset } = parseTakeout('{"photoTakenTime":{"timestamp":"1589703072"}}')!;
    expect(Date.parse(`${takenAt!}${offset!}`)).toBe(1589703072000);
  });

  test('knows what was written, who is in it, and that it is a favourite; zeros are no altitude', () => {
    const json = {
      description: 'Ada on the pier',
      people: [{ name: 'Ada' }, {}],
      favorited: true,
      geoData: { latitude: 54.1, longitude: 12.1, altitude: 0 },
    };
    expect(parseTakeout(JSON.stringify(json))).toEqual({
      ...nothing,
      position: { latitude: 54.1, longitude: 12.1, altitude: null },
      rating: 5,
      texts: { description: 'Ada on the pier' },
      lists: { people: ['Ada'] },
    });
  });

  test.each(['not json', '[]', '{"photoTakenTime":{"timestamp":"never"}}', '7'])('passes %s over', (text) => {
    expect(parseTakeout(text)).toBeNull();
  });
});
