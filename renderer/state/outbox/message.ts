import type { Input } from '../../../app/contract/contract.ts';

/** Something to record, or to forget again. */
export type Message = { [Name in RecordedName]: { name: Name; input: Input<Name> } }[RecordedName];
type RecordedName = 'judge' | 'forget-judgement' | 'mark' | 'review';
