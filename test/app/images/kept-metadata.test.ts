import { describe, expect, test } from 'vitest';
import { combined, missingMetadata, type KeptMetadata } from '../../../app/images/kept-metadata.ts';
import { parseTakeout } from '../../../app/images/takeout-json.ts';

const nothing: KeptMetadata = {
  takenAt: null,
  offset: null,
  position: null,
  keywords: [],
  rating: null,
  title: null,
};
const harbour = { latitude: 54.3, longitude: -10.1, altitude: null };

describe('what the removed copies know and the keeper lacks', () => {
  test('is all of it, when the keeper knows nothing', () => {
    const copy = { ...nothing, takenAt: '2020-05-17T10:11:12', offset: '+02:00', position: harbour, keywords: ['sea'] };
    expect(missingMetadata(nothing, [nothing, copy])).toEqual(copy);
  });

  test('never overrules the keeper', () => {
    const keeper = { ...nothing, takenAt: '2021-01-01T00:00:00', position: harbour, rating: 2, title: 'Harbour' };
    const copy = {
      ...nothing,
      takenAt: '2020-05-17T10:11:12',
      offset: '+02:00',
      rating: 5,
      title: 'Sea',
      keywords: ['b'],
    };
    const other = { ...copy, position: { latitude: 0, longitude: 1, altitude: 2 }, keywords: ['a', 'b'] };
    expect(missingMetadata({ ...keeper, keywords: ['b'] }, [copy, other])).toEqual({ ...nothing, keywords: ['a'] });
  });

  test('is nothing when nobody knows more', () => {
    expect(missingMetadata({ ...nothing, keywords: ['sea'] }, [{ ...nothing, keywords: ['sea'] }, nothing])).toBeNull();
    expect(missingMetadata(nothing, [])).toBeNull();
  });

  test('is the earliest date, with its own offset, the highest rating and every keyword once', () => {
    const late = { ...nothing, takenAt: '2022-01-01T00:00:00', offset: '+01:00', keywords: ['sea', 'sun'], rating: 3 };
    const early = { ...nothing, takenAt: '2020-05-17T10:11:12', keywords: ['sea'], rating: 2 };
    expect(missingMetadata(nothing, [late, early])).toEqual({
      ...nothing,
      takenAt: early.takenAt,
      keywords: ['sea', 'sun'],
      rating: 3,
    });
  });
});

test('of several sources the first that knows has the word', () => {
  const photo = { ...nothing, title: 'Harbour' };
  const sidecar = { ...nothing, title: 'Sea', rating: 4, takenAt: '2020-05-17T10:11:12', offset: '+02:00' };
  expect(combined([photo, sidecar])).toEqual({ ...sidecar, title: 'Harbour' });
});

describe('Google Takeout', () => {
  test('knows the date in UTC and the place', () => {
    const json = {
      title: 'IMG_1.jpg',
      photoTakenTime: { timestamp: '1589703072', formatted: '17 May 2020' },
      geoData: { latitude: 0, longitude: 0, altitude: 0 },
      geoDataExif: { latitude: 54.3, longitude: -10.1, altitude: 3 },
    };
    expect(parseTakeout(JSON.stringify(json))).toEqual({
      ...nothing,
      takenAt: '2020-05-17T08:11:12',
      offset: '+00:00',
      position: { latitude: 54.3, longitude: -10.1, altitude: 3 },
    });
  });

  test.each(['not json', '[]', '{"photoTakenTime":{"timestamp":"never"}}', '7'])('passes %s over', (text) => {
    expect(parseTakeout(text)).toBeNull();
  });
});
