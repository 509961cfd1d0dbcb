import { HttpResponse, http, type RequestHandler } from "msw";
import { ConnectionLost } from "./faults.ts";
import type { Mock } from "./mock.ts";

/** The handlers of msw over a mock: for `setupServer` in Node and `setupWorker` in a browser alike. */
export function handlersOf(mock: Mock): RequestHandler[] {
  return [
    http.all(
      ({ request }) => mock.isFor(request.method, new URL(request.url)),
      async ({ request }) => {
        try {
          const { status, headers, body } = await mock.answer({
            method: request.method,
            url: new URL(request.url),
            header: (name) => request.headers.get(name) ?? undefined,
            body: new Uint8Array(await request.arrayBuffer()),
          });
          const hasBody = body !== "" && request.method !== "HEAD";
          return new HttpResponse(hasBody ? body : null, { status, headers });
        } catch (error) {
          if (error instanceof ConnectionLost) return HttpResponse.error();
          throw error;
        }
      },
    ),
  ];
}
