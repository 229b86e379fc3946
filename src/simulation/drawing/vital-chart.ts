// The observation chart of a simulated stay: heart rate with blood pressure, temperature, and oxygen saturation
// with breathing. Every point is a value of the case.
import type { Moment } from '../course.ts'
import { lineChart, type Chart } from './chart.ts'
import { palette } from './svg.ts'

export function vitalChart(moments: readonly Moment[]): string {
  const points = (id: string): (readonly [number, number])[] =>
    moments.flatMap(({ vitals }, index) => {
      const value = vitals.get(id)
      return value === undefined ? [] : [[index + 0.5, value] as const]
    })
  const panel = (
    label: string,
    step: number,
    series: readonly (readonly [string, string, string])[],
  ): Chart['panels'] => {
    const drawn = series.map(([name, id, color], index) => {
      const others = new Map(series.flatMap(([, other]) => (other === id ? [] : points(other))))
      // The higher of two values at a time is written above its dot, the lower below; of equals, the first above.
      const values = points(id).map(([at, value]) => {
        const other = others.get(at) ?? Number.NEGATIVE_INFINITY
        return value < other || (value === other && index > 0) ? ('below' as const) : ('above' as const)
      })
      return { name, color, points: points(id), values }
    })
    const values = drawn.flatMap((one) => one.points.map(([, value]) => value))
    if (values.length === 0) return []
    const low = Math.floor((Math.min(...values) - (series.length > 1 ? step : step / 2)) / step) * step
    // Room for the legend above two lines, however far they spread, and for values that stand below; no saturation
    // above 100.
    const most = Math.max(...values)
    const top = most + (series.length > 1 ? Math.max(2 * step, 0.3 * (most - low)) : step / 2)
    const high = Math.min(label.endsWith('%') ? 100 : Number.POSITIVE_INFINITY, Math.ceil(top / step) * step)
    const ticks = Array.from(
      { length: Math.round((high - low) / step) + 1 },
      (_, index) => low + index * step,
    )
    return [
      {
        label,
        range: [low, high],
        ticks: ticks.length > 7 ? ticks.filter((_, index) => index % 2 === 0) : ticks,
        series: drawn,
        height: 150,
      },
    ]
  }
  return lineChart({
    shape: 'narrow',
    title: 'Observation chart',
    subtitle: 'Spacing of the columns is not to scale',
    timeLabel: 'Time of measurement',
    timeRange: [0, moments.length],
    timeTicks: moments.map(({ name }, index) => ({ at: index + 0.5, label: name })),
    panels: [
      ...panel('beats/min, mmHg', 20, [
        ['heart rate', 'heart-rate', palette.red],
        ['systolic pressure', 'systolic', palette.blue],
      ]),
      ...panel('temperature, °C', 1, [['temperature', 'temperature', palette.amber]]),
      ...panel('breaths/min', 10, [['respiratory rate', 'respiratory-rate', palette.green]]),
      ...panel('saturation, %', 5, [['oxygen saturation', 'oxygen-saturation', palette.violet]]),
    ],
  })
}
