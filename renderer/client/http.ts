/** The client inside a browser: calls by POST, events by a server-sent stream, both from the server of the page. */
import type { CommandName, EventName } from '../../app/contract/contract.ts';
import { CallError, type Client, type Link } from './client.ts';

const retryMilliseconds = 1500;

export function httpClient(): Client {
  const listeners = new Map<EventName, Set<(data: never) => void>>();
  const linkListeners = new Set<(link: Link) => void>();
  let link: Link = 'connecting';
  let stream: EventSource | undefined;
  let opened: Promise<void>;

  function reopen() {
    opened = open();
  }

  function setLink(next: Link) {
    if (next === link) return;
    link = next;
    for (const listener of linkListeners) listener(next);
  }

  /** Exchanges the token of the address for a session, or finds out whether there still is one. */
  async function open() {
    stream?.close();
    const token = /^#token=(.+)$/.exec(location.hash)?.[1];
    // Out of the address bar, so that it does not end up in a bookmark or in a picture of the screen.
    if (token) history.replaceState(null, '', location.pathname);
    const answer = await (token ? post('/session', { token }) : fetch('/session')).catch(() => undefined);
    if (answer?.ok) listen();
    else if (answer?.status === 401) lock(answer);
    else retry();
  }

  /** An opened server asks for the password again, on a page of its own; any other needs the address that it printed. */
  function lock(answer: Response) {
    if (answer.headers.has('Twinlens-Sign-In')) location.reload();
    else setLink('locked');
  }

  function listen() {
    stream = new EventSource('/events');
    stream.onopen = () => setLink('open');
    // A browser gives up for good on some failures and tries again on others: closing it leaves one way for all.
    stream.onerror = retry;
    for (const name of listeners.keys()) forward(name);
  }

  function retry() {
    stream?.close();
    setLink('lost');
    setTimeout(reopen, retryMilliseconds);
  }

  function forward(name: EventName) {
    stream?.addEventListener(name, (event: MessageEvent<string>) => {
      const data = JSON.parse(event.data) as never;
      for (const listener of listeners.get(name) ?? []) listener(data);
    });
  }

  async function call(name: CommandName, input: unknown): Promise<unknown> {
    await opened;
    const answer = await post(`/call/${name}`, input).catch(() => undefined);
    if (!answer) throw new CallError('Twinlens does not answer. Is it still running?');
    if (answer.status === 401) lock(answer);
    const body = (await answer.json().catch(() => ({}))) as { error?: string };
    if (!answer.ok) throw new CallError(body.error ?? 'Twinlens gave no answer that can be read.');
    return body;
  }

  opened = open();
  // A new address pasted into this tab differs only in its fragment, which loads no page.
  addEventListener('hashchange', reopen);

  return {
    call: call as Client['call'],
    on(name, listener) {
      const known = listeners.get(name);
      if (!known) {
        listeners.set(name, new Set());
        forward(name);
      }
      listeners.get(name)?.add(listener);
      return () => listeners.get(name)?.delete(listener);
    },
    image: (sha256, size) => `/photo/${sha256}/${size}`,
    pathOf: () => null,
    // A browser may have several windows on one library: each keeps its own, for as long as its tab is there.
    storage: () => sessionStorage,
    onLink(listener) {
      linkListeners.add(listener);
      listener(link);
      return () => linkListeners.delete(listener);
    },
  };
}

function post(address: string, body: unknown): Promise<Response> {
  return fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}
