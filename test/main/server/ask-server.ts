/** A real request with any headers, the ones that a browser would not let a page set included. */
import { request as send, type IncomingHttpHeaders } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Question {
  headers?: Record<string, string>;
  /** Sent as JSON, unless it is text. */
  body?: unknown;
  cookie?: string | null;
}

export function askServer(port: number, method: string, path: string, question: Question = {}): Promise<Answer> {
  const { headers = {}, body, cookie } = question;
  return new Promise((resolve, reject) => {
    const request = send({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: {
        ...(method === 'GET' ? {} : { Origin: `http://127.0.0.1:${port}`, 'Content-Type': 'application/json' }),
        ...(cookie ? { Cookie: cookie } : {}),
        ...headers,
      },
    });
    request.on('error', reject).on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    request.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  });
}
