import type { GroupOrder, GroupPlace, GroupState, Review } from '../../app/contract/find-values.ts';

export const orderWords: Record<GroupOrder, string> = {
  kind: 'Kind of match',
  room: 'Room to win',
  newest: 'Newest first',
  oldest: 'Oldest first',
  folder: 'Folder',
  size: 'Size of the group',
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
  within: 'Within one folder',
};

export const reviewWords: Record<Review, string> = { reviewed: 'looked at', skipped: 'put off' };
