/** Everything that shell and engine say to each other, as JSON; each side holds what it hears against these schemas. */
import { z } from 'zod';
import { events, type EventName } from '../../app/contract/contract.ts';
import { imageSizes } from '../../app/contract/image-sizes.ts';
import { path, sha256 } from '../../app/contract/values.ts';
import type { FrameLimits } from './frames.ts';

/** A hundred thousand photos that a person selected, by their paths, fit; so do the groups that they make. */
export const toEngineLimits: FrameLimits = { text: 32 * 1024 * 1024, bytes: 0 };
export const fromEngineLimits: FrameLimits = { text: 256 * 1024 * 1024, bytes: 64 * 1024 * 1024 };

/** What the engine asks its shell for. */
export const Request = z.discriminatedUnion('ask', [
  /** The system's folder dialog. What is granted is the folder, or null where the person closed it. */
  z.object({ ask: z.literal('pick-folder') }),
  /** What is granted to these two is null. */
  z.object({ ask: z.literal('show-in-folder'), path }),
  z.object({ ask: z.literal('open-file'), path }),
]);
export type Request = z.infer<typeof Request>;

export const ToEngine = z.discriminatedUnion('is', [
  /** A command of the contract; its input is held against the contract where it is carried out. */
  z.object({ is: z.literal('call'), name: z.string(), input: z.unknown() }),
  z.object({ is: z.literal('image'), sha256, size: z.enum(imageSizes) }),
  /** What came of a request, under the id of that request. */
  z.object({ is: z.literal('granted'), path: path.nullable() }),
  z.object({ is: z.literal('refused'), reason: z.string() }),
]);
export type ToEngine = z.infer<typeof ToEngine>;

const told = <Name extends EventName>(name: Name) => z.object({ event: z.literal(name), data: events[name] });
export const EngineEvent = z.discriminatedUnion('event', [told('job'), told('library'), told('groups')]);
export type EngineEvent = z.infer<typeof EngineEvent>;

export const FromEngine = z.discriminatedUnion('is', [
  /** The answer to a call, under its id; held against the contract where it arrives. */
  z.object({ is: z.literal('output'), output: z.unknown() }),
  /** The picture lies in the bytes of the frame, as this media type; null where there is none. */
  z.object({ is: z.literal('image'), type: z.string().nullable() }),
  /** A sentence for the person; under id 0 it is about a message whose question could not be told. */
  z.object({ is: z.literal('error'), reason: z.string() }),
  z.object({ is: z.literal('request'), request: Request }),
  z.object({ is: z.literal('event'), told: EngineEvent }),
  /** The library could not be opened: a sentence for the person. The engine ends; starting it again would not help. */
  z.object({ is: z.literal('failed'), reason: z.string() }),
]);
export type FromEngine = z.infer<typeof FromEngine>;
