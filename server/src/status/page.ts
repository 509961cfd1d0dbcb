import { escaped, type PageContent } from "../docs/layout.ts";
import { components, type State } from "./components.ts";
import type { Figures, StatusReport } from "./report.ts";

const headlines = {
  up: "Everything works",
  degraded: "Something does not work as it should",
  down: "The API does not work at the moment",
} as const;

const words: Record<State, string> = {
  up: "works",
  degraded: "works, with trouble",
  down: "does not work",
  unknown: "not used, or not known",
};

/** The status page; it needs no script. */
export function statusPage(report: StatusReport): PageContent {
  const past =
    report.history === "complete"
      ? ""
      : "<p>The history cannot be read at the moment; what is missing below is not known.</p>";
  return {
    title: "Status",
    summary: `${headlines[report.status]}. Components, figures and incidents of the last 90 days.`,
    section: "status",
    main: `<h1>Status</h1>
<p class="state ${report.status}" role="status">${headlines[report.status]}</p>
<p>As of ${time(report.at)}. Reload for a newer look, or read it <a href="/status.json">as JSON</a>.</p>
${past}<h2>Components</h2>
<ul class="parts">${report.components.map(component).join("")}</ul>
<h2>The last hour</h2>
${figures(report.traffic.last_hour)}
<h2>The last 90 days</h2>
${figures(report.traffic.last_90_days)}
<h2>Incidents</h2>
${incidents(report)}`,
  };
}

function component({ name, status, availability, days }: StatusReport["components"][number]): string {
  const told =
    availability === null
      ? "Not looked at yet."
      : `${percent(availability)} of all looks in 90 days found it well.`;
  return `<li><h3>${name} <span class="${status}">${words[status]}</span></h3>${bars(days, `${name}, by day. ${told}`)}<p>${told}</p></li>`;
}

/** One bar a day; the label says in words what the colours say. */
function bars(days: StatusReport["components"][number]["days"], label: string): string {
  const rects = days.map(({ date, status, availability }, index) => {
    const told = availability === null ? "not known" : percent(availability);
    return `<rect class="${status === "unknown" ? "none" : status}" x="${index * 5}" width="4" height="28" rx="1"><title>${date}: ${told}</title></rect>`;
  });
  return `<svg class="days" viewBox="0 0 450 28" preserveAspectRatio="none" role="img" aria-label="${escaped(label)}">${rects.join("")}</svg>`;
}

function figures({ requests, error_rate, within_200_ms, average_ms }: Figures): string {
  const rows = [
    ["Requests", requests.toLocaleString("en")],
    ["Answered with an error of ours", error_rate === null ? "–" : percent(error_rate)],
    ["Answered within 200 ms", within_200_ms === null ? "–" : percent(within_200_ms)],
    ["Average", average_ms === null ? "–" : `${Math.round(average_ms)} ms`],
  ];
  return `<dl class="figures">${rows.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join("")}</dl>`;
}

function incidents({ incidents: all, history }: StatusReport): string {
  if (all.length === 0)
    return history === "complete" ? "<p>None in the last 90 days.</p>" : "<p>Not known.</p>";
  const items = all.map(
    ({ component: id, description, began_at, ended_at }) =>
      `<li><h3>${components[id].name}</h3><p>${description} From ${time(began_at)} ${ended_at === null ? "until now" : `to ${time(ended_at)}`}.</p></li>`,
  );
  return `<ul class="parts">${items.join("")}</ul>`;
}

function time(iso: string): string {
  return `<time datetime="${iso}">${iso.slice(0, 16).replace("T", " ")} UTC</time>`;
}

/** Cut and not rounded: 99.999 % is not 100 %. */
function percent(share: number): string {
  return `${Math.floor(share * 10_000) / 100} %`;
}
