import { expect, test } from 'vitest';
import { factsOf } from '../../../app/videos/probe.ts';

const stream = { width: 1920, height: 1080, duration: '12.5', sample_aspect_ratio: '1:1', tags: { language: 'eng' } };
const told = (
  { tags, ...changes }: Record<string, unknown> & { tags?: Record<string, string> },
  format: object = { duration: '12.7' },
) => factsOf(JSON.stringify({ streams: [{ ...stream, ...changes }], format: { ...format, tags: tags ?? {} } }));

test('a phone’s video says when, where and with what it was taken, by the clock on the wall', () => {
  const tags = {
    creation_time: '2023-07-01T10:34:56.000000Z',
    'com.apple.quicktime.creationdate': '2023-07-01T12:34:56+0200',
    'com.apple.quicktime.make': 'Apple',
    'com.apple.quicktime.model': 'iPhone 13',
    'com.apple.quicktime.location.ISO6709': '+52.5+013.4/',
  };
  expect(told({ tags })).toEqual({
    duration: 12.5,
    width: 1920,
    height: 1080,
    takenAt: '2023-07-01T12:34:56',
    camera: 'Apple iPhone 13',
    placed: true,
    facts: 6,
  });
});

test('an upright one, and one whose pixels are no squares, are as they are shown', () => {
  const turned = [{ side_data_type: 'Display Matrix', rotation: -90 }];
  expect(told({ side_data_list: turned })).toMatchObject({ width: 1080, height: 1920 });
  expect(told({ width: 1440, sample_aspect_ratio: '4:3' })).toMatchObject({ width: 1920, height: 1080 });
  expect(told({ sample_aspect_ratio: '0:1' })).toMatchObject({ width: 1920 });
});

test('without a length of its own the container’s counts', () => {
  expect(told({ duration: undefined })?.duration).toBe(12.7);
});

test.each(['1904-01-01T00:00:00.000000Z', '1970-01-01T00:00:00.000000Z', '2150-01-01T00:00:00Z', 'yesterday'])(
  'a clock that nobody set says nothing: %s',
  (creation_time) => {
    expect(told({ tags: { creation_time } })?.takenAt).toBeNull();
  },
);

test.each([
  ['sound alone', JSON.stringify({ streams: [], format: { duration: '3' } })],
  ['no length', JSON.stringify({ streams: [{ ...stream, duration: undefined }], format: {} })],
  ['no size', JSON.stringify({ streams: [{ ...stream, width: 0 }], format: { duration: '3' } })],
  ['nothing', ''],
])('of %s nothing is known', (_, output) => {
  expect(factsOf(output)).toBeNull();
});
