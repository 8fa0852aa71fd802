import type { GroupOrder, GroupPlace, GroupState, Review } from '../../app/contract/find-values.ts';

export const orderWords: Record<GroupOrder, string> = {
  kind: 'By kind',
  room: 'Most room',
  newest: 'Newest first',
  oldest: 'Oldest first',
  folder: 'By folder',
  size: 'Largest groups',
  'least-certain': 'Least certain',
};

export const stateWords: Record<GroupState, string> = {
  undecided: 'Undecided',
  marked: 'With marks',
  reviewed: 'Looked at',
  skipped: 'Put off',
};

export const placeWords: Record<GroupPlace, string> = {
  across: 'Across folders',
  within: 'In one folder',
};

export const reviewWords: Record<Review, string> = { reviewed: 'looked at', skipped: 'put off' };
