/** The parts that the status page tells of, in its order. */
export const components = {
  api: { name: "API", trouble: "Many requests were answered with an error of ours." },
  database: { name: "Database", trouble: "The database did not answer." },
  redis: { name: "Redis", trouble: "Redis did not answer; limits went on in each process." },
  gateway: {
    name: "Payment gateway",
    trouble: "The payment gateway did not answer, so no orders could be created.",
  },
  webhooks: { name: "Webhook delivery", trouble: "Notifications to merchants went out late." },
} as const;

export type Component = keyof typeof components;

export const componentNames = Object.keys(components) as Component[];

/** `degraded`: it works, but not as promised. `unknown`: it could not be asked, or there is none. */
export type State = "up" | "degraded" | "down" | "unknown";

export type States = Record<Component, State>;

/** The worst of all that are known; who cannot be asked does not make the whole worse. */
export function overall(states: States): Exclude<State, "unknown"> {
  // Without Redis, or with a late notification, everything else goes on.
  const known = componentNames.map((name) => {
    const essential = name === "api" || name === "database";
    return states[name] === "down" && !essential ? "degraded" : states[name];
  });
  if (known.includes("down")) return "down";
  return known.includes("degraded") ? "degraded" : "up";
}
