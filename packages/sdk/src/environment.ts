/** A global object with an environment; in a browser there is none, and reading it throws. */
export interface WithEnvironment {
  process: { env: Record<"RENEWAL_WEBHOOK_SECRET", string> & Record<string, string | undefined> };
}

/** What the environment says. By way of `globalThis`, so that no bundler writes a secret into a page. */
export function environment(name: string): string | undefined {
  try {
    return (globalThis as unknown as WithEnvironment).process.env[name];
  } catch {
    // A browser, or Deno without the permission.
  }
}
