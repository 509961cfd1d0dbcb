/** The whole look of the checkout. It stands inside the page, let in by its hash, so that one answer is all there is. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #eef1f5; --card: #ffffff; --side: #f7f9fb; --ink: #17202e; --soft: #556070; --line: #dce2ea;
  --edge: #78859a; --main: #0a5f54; --main-ink: #ffffff; --main-over: #084b43; --tint: #e4f2ef; --focus: #1b5fd9;
  --warn: #fff1cc; --warn-ink: #5b4300; --warn-line: #ecd28a; --bad: #a0271d; --bad-tint: #fdeeec; --bad-line: #f0c4bf;
  --shadow: 0 1px 2px rgb(23 32 46 / 6%), 0 12px 32px rgb(23 32 46 / 9%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d131c; --card: #161e2a; --side: #121924; --ink: #eaeff6; --soft: #a5b1c2; --line: #2a3545;
    --edge: #74839a; --main: #45cdb4; --main-ink: #04231e; --main-over: #6fdcc8; --tint: #12332f; --focus: #8db9ff;
    --warn: #33290d; --warn-ink: #f7dd93; --warn-line: #5c4a17; --bad: #ffaca3; --bad-tint: #3a1c1b; --bad-line: #6b3431;
    --shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 12px 32px rgb(0 0 0 / 35%);
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; min-height: 100svh; display: flex; flex-direction: column;
  background: var(--page); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB",
    "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
}
h1, h2, p, dl, dd { margin: 0; }
svg { display: block; flex: none; }
.notice {
  padding: .625rem 1rem; text-align: center; font-size: .9375rem;
  background: var(--warn); color: var(--warn-ink); border-bottom: 1px solid var(--warn-line);
}
.notice strong { font-weight: 650; }
.brand {
  display: flex; align-items: center; gap: .625rem; width: 100%; max-width: 56rem; margin: 0 auto;
  padding: 1.25rem 1rem; font-weight: 650; letter-spacing: -.01em;
}
.brand svg { color: var(--main); }
.brand path { stroke: var(--main-ink); }
main { flex: 1; width: 100%; max-width: 56rem; margin: 0 auto; padding: 0 1rem; }
.card {
  display: grid; background: var(--card); border: 1px solid var(--line); border-radius: 1rem;
  box-shadow: var(--shadow); overflow: hidden;
}
.summary { padding: 1.5rem 1.25rem; background: var(--side); border-bottom: 1px solid var(--line); }
.act { padding: 1.5rem 1.25rem; }
.payee { color: var(--soft); font-size: .9375rem; }
.payee b { color: var(--ink); font-weight: 600; }
.subject { margin-top: .375rem; font-size: 1.125rem; line-height: 1.4; font-weight: 600; }
.amount { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .5rem; margin: .25rem 0 1.25rem; }
.amount b {
  font-size: 2.5rem; line-height: 1.2; font-weight: 680; letter-spacing: -.025em; font-variant-numeric: tabular-nums;
}
.amount span { color: var(--soft); font-weight: 600; letter-spacing: .02em; }
.amount .long { font-size: 1.75rem; }
dl { display: grid; gap: .625rem; padding-top: 1.25rem; border-top: 1px solid var(--line); font-size: .9375rem; }
dl div { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 1rem; }
dt { color: var(--soft); }
dd { min-width: 0; margin-left: auto; text-align: right; }
.code { font: .8125rem/1.5 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; }
h1, h2 { line-height: 1.3; letter-spacing: -.015em; text-wrap: balance; }
h1 { font-size: 1.375rem; font-weight: 680; }
h2 { font-size: 1.125rem; font-weight: 650; }
.text { margin-top: .5rem; color: var(--soft); }
form { display: grid; gap: .75rem; margin-top: 1.5rem; }
button, .button {
  display: flex; align-items: center; justify-content: center; width: 100%; min-height: 3.125rem; padding: .625rem 1rem;
  border: 1px solid transparent; border-radius: .625rem; font: inherit; font-weight: 620; text-align: center;
  text-decoration: none; cursor: pointer; touch-action: manipulation;
}
.main { background: var(--main); color: var(--main-ink); }
.main:hover, .main:active { background: var(--main-over); }
.other { background: var(--card); color: var(--ink); border-color: var(--edge); }
.other:hover, .other:active { background: var(--side); }
.leave {
  display: block; width: fit-content; margin: .75rem auto 0; padding: .625rem .5rem; border-radius: .375rem;
  color: var(--soft); text-align: center; text-wrap: balance; text-underline-offset: .2em;
}
.leave:hover { color: var(--ink); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.outcome { display: flex; align-items: flex-start; gap: .875rem; }
.outcome > svg { padding: .625rem; width: 2.75rem; height: 2.75rem; border-radius: 50%; }
.outcome > div { min-width: 0; padding-top: .3125rem; }
.good > svg { background: var(--tint); color: var(--main); }
.over > svg { background: var(--side); color: var(--soft); box-shadow: inset 0 0 0 1px var(--line); }
.bad { padding: 1rem; background: var(--bad-tint); border: 1px solid var(--bad-line); border-radius: .75rem; }
.bad > svg { padding: .125rem; width: 1.75rem; height: 1.75rem; color: var(--bad); }
.bad > div { padding-top: 0; }
.bad h1 { font-size: 1.0625rem; color: var(--bad); }
.bad .text { margin-top: .125rem; color: var(--ink); font-size: .9375rem; }
.bad + h2 { margin-top: 1.5rem; }
.onward { margin-top: 1.5rem; }
.magic {
  margin-top: 1.5rem; padding: .875rem 1rem; border: 1px dashed var(--edge); border-radius: .625rem;
  font-size: .9375rem; color: var(--soft);
}
.magic ul { margin: .25rem 0 0; padding-left: 1.125rem; color: var(--ink); }
footer {
  width: 100%; max-width: 56rem; margin: 0 auto; padding: 1.25rem 1rem 2rem; color: var(--soft); font-size: .875rem;
}
.alone .card { max-width: 34rem; margin: 0 auto; }
.alone .brand, .alone footer { max-width: 36rem; }
@media (min-width: 48rem) {
  .brand { padding-top: 2.5rem; }
  .card { grid-template-columns: minmax(0, 11fr) minmax(0, 13fr); }
  .alone .card { grid-template-columns: minmax(0, 1fr); }
  .summary { padding: 2.25rem 2rem; border-bottom: 0; border-right: 1px solid var(--line); }
  .act { padding: 2.25rem 2rem; }
  .amount b { font-size: 3rem; }
  .amount .long { font-size: 1.875rem; }
  .card > :only-child { border: 0; }
}
@media (forced-colors: active) {
  button, .button, .bad { border: 2px solid; }
}
`;
