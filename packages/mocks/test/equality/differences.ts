/** What differs between the mock and the server, and must. `docs/mocks.md` lists the same; a test holds each of them. */
export const differences = [
  "Nothing outlives the process, or the tab.",
  "There is no TLS, and plain HTTP is never refused.",
  "Pages of every origin may ask.",
  "Access tokens are signed with a key of the mock's own, and no server believes them.",
  "Requests that are no valid HTTP are answered by Node, or by the browser, and not in the documented form.",
  "There is no circuit breaker before the gateway: call after call to a gateway that does not answer waits as long.",
  "There are no metrics, no status page and no commands.",
  "Notifications to merchants are caught unless they are to be sent, and may go to any address.",
] as const;
