"use strict";
// Refusals are answers too: htmx shows them like any other.
document.addEventListener("htmx:beforeSwap", (event) => {
  const status = event.detail.xhr.status;
  if (status >= 400 && status < 600) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// A chart beside a table: drawn from the table's own data, so that both always say the same.
function draw(box) {
  if (box.dataset.drawn || !window.echarts) {
    return;
  }
  box.dataset.drawn = "yes";
  const data = JSON.parse(box.dataset.chart);
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const chart = window.echarts.init(box, null, { renderer: "canvas" });
  chart.setOption({
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    animationDuration: 300,
    color: [colour("--accent"), "#c7832b", "#6b5b95", "#4a7c59", "#a5484f"],
    textStyle: { color: colour("--ink"), fontFamily: style.fontFamily },
    grid: { left: 8, right: 16, top: data.series.length > 1 ? 36 : 16, bottom: 8, containLabel: true },
    legend: data.series.length > 1 ? { top: 0, textStyle: { color: colour("--ink") } } : undefined,
    tooltip: { trigger: "axis", renderMode: "richText" },
    xAxis: {
      type: "category",
      data: data.labels,
      axisLabel: { color: colour("--quiet"), hideOverlap: true },
      axisLine: { lineStyle: { color: colour("--line") } },
      axisTick: { show: false }
    },
    yAxis: {
      type: "value",
      axisLabel: { color: colour("--quiet") },
      splitLine: { lineStyle: { color: colour("--line") } }
    },
    series: data.series.map((one) => ({
      name: one.name,
      type: data.kind,
      data: one.values,
      barMaxWidth: 44,
      symbolSize: 6,
      itemStyle: data.kind === "bar" ? { borderRadius: [3, 3, 0, 0] } : undefined
    }))
  });
  new ResizeObserver(() => chart.resize()).observe(box);
}

function drawAll() {
  document.querySelectorAll("[data-chart]").forEach(draw);
}

document.addEventListener("DOMContentLoaded", drawAll);
document.addEventListener("htmx:afterSettle", drawAll);

// "Put this into the box": examples for the question box.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (button) {
    const box = document.getElementById(button.dataset.fill);
    box.value = button.dataset.text;
    box.focus();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});
