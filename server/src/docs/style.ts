/** The look of /docs and /status; the checkout has the same colours. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --side: #f7f9fb; --ink: #17202e; --soft: #556070; --line: #dce2ea; --edge: #78859a;
  --main: #0a5f54; --tint: #e4f2ef; --code: #f2f5f8; --focus: #1b5fd9;
  --good: #12623a; --warn: #8a5a00; --warn-tint: #fff1cc; --bad: #a0271d; --bad-tint: #fdeeec; --none: #c3ccd8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d131c; --side: #121924; --ink: #eaeff6; --soft: #a5b1c2; --line: #2a3545; --edge: #74839a;
    --main: #45cdb4; --tint: #12332f; --code: #161e2a; --focus: #8db9ff;
    --good: #4fd08a; --warn: #f3c664; --warn-tint: #33290d; --bad: #ffaca3; --bad-tint: #3a1c1b; --none: #3a475a;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--page); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans", sans-serif;
}
a { color: var(--main); text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: .125rem; }
.skip { position: absolute; left: -100vw; padding: .5rem 1rem; background: var(--page); }
.skip:focus { left: 0; z-index: 1; }
.top { border-bottom: 1px solid var(--line); }
.top nav, .foot > div {
  display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.5rem; max-width: 72rem; margin: 0 auto;
  padding: .75rem 1rem;
}
.top a { display: inline-block; padding: .25rem 0; text-decoration: none; }
.top a:hover, .aside a:hover { text-decoration: underline; }
.top .brand { margin-right: auto; font-weight: 650; color: var(--ink); }
.top [aria-current], .aside [aria-current] { font-weight: 650; color: var(--ink); }
.frame { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
.aside { padding: 1rem 0; font-size: .9375rem; }
.aside h2 { margin: 1rem 0 .25rem; font-size: .8125rem; color: var(--soft); }
.aside ul { margin: 0; padding: 0; list-style: none; }
.aside a { display: block; padding: .25rem 0; text-decoration: none; }
.aside summary { padding: .5rem 0; font-weight: 600; cursor: pointer; }
main { min-width: 0; padding: 1.5rem 0 3rem; }
h1, h2, h3 { line-height: 1.3; letter-spacing: -.015em; text-wrap: balance; }
h1 { margin: 0 0 .75rem; font-size: 1.75rem; }
h2 { margin: 2rem 0 .5rem; font-size: 1.25rem; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1.0625rem; }
p, ul, ol { margin: .75rem 0; max-width: 44rem; }
li { margin: .25rem 0; }
code, pre { font: .875em/1.55 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; }
:not(pre) > code { padding: .1em .3em; border-radius: .25rem; background: var(--code); }
pre {
  margin: 1rem 0; padding: .875rem 1rem; overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--code); overflow-wrap: normal;
}
.wide { margin: 1rem 0; overflow-x: auto; overflow-wrap: normal; }
table { border-collapse: collapse; font-size: .9375rem; }
th, td { padding: .5rem 1rem .5rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 600; }
input[type=checkbox] { margin-right: .375rem; }
.lead { font-size: 1.125rem; color: var(--soft); }
.cards {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 1rem;
  max-width: none; margin: 1rem 0; padding: 0; list-style: none;
}
.cards li { margin: 0; padding: 1rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--side); }
.cards a { font-weight: 620; }
.cards p { margin: .25rem 0 0; color: var(--soft); font-size: .9375rem; }
.codes { display: flex; flex-wrap: wrap; gap: .25rem 1rem; max-width: none; padding: 0; list-style: none; }
.foot { border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
.state { display: flex; align-items: baseline; gap: .5rem; padding: .875rem 1rem; border-radius: .75rem; font-weight: 620; }
.state.up { background: var(--tint); color: var(--good); }
.state.degraded { background: var(--warn-tint); color: var(--warn); }
.state.down { background: var(--bad-tint); color: var(--bad); }
.parts { max-width: none; padding: 0; list-style: none; }
.parts li { padding: .875rem 0; border-bottom: 1px solid var(--line); }
.parts h3 { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1rem; margin: 0; }
.parts .up { color: var(--good); }
.parts .degraded { color: var(--warn); }
.parts .down { color: var(--bad); }
.parts .unknown { color: var(--soft); }
.parts p { margin: .25rem 0; color: var(--soft); font-size: .9375rem; }
.days { display: block; width: 100%; height: 1.75rem; margin: .5rem 0; }
.days .up { fill: var(--good); }
.days .degraded { fill: var(--warn); }
.days .down { fill: var(--bad); }
.days .none { fill: var(--none); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 10rem), 1fr)); gap: 1rem; margin: 1rem 0; }
.figures div { padding: .875rem 1rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--side); }
.figures dt { color: var(--soft); font-size: .875rem; }
.figures dd { margin: 0; font-size: 1.375rem; font-weight: 650; font-variant-numeric: tabular-nums; }
@media (min-width: 56rem) {
  .split { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 2.5rem; }
  .aside { padding: 1.5rem 0; }
  @supports selector(::details-content) {
    .aside details::details-content { content-visibility: visible; display: block; }
    .aside summary { display: none; }
  }
}
@media (forced-colors: active) {
  .state, .figures div, .cards li { border: 2px solid; }
}
`;
