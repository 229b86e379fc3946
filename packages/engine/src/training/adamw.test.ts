// AdamW against its definition in double precision, step by step.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clippingFactor, createOptimizer, gradientNorm } from './adamw.ts'

const settings = { beta1: 0.9, beta2: 0.99, epsilon: 1e-6, weightDecay: 0.1, maxNorm: 1 }
const number = fc.double({ min: -4, max: 4, noNaN: true })

describe('AdamW', () => {
  it('does what the definition says, and decays what decays', () => {
    fc.assert(
      fc.property(
        number,
        fc.array(number, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        (start, slopes, decays) => {
          const parameter = { name: 'x', data: Float32Array.of(start), gradient: new Float32Array(1), decays }
          const optimizer = createOptimizer([parameter], settings)
          let [value, first, second] = [start, 0, 0]
          slopes.forEach((slope, at) => {
            parameter.gradient[0] = slope
            optimizer.update(0.05, 0.5)
            first = 0.9 * first + 0.1 * (slope / 2)
            second = 0.99 * second + 0.01 * (slope / 2) ** 2
            if (decays) value -= 0.05 * 0.1 * value
            const [mean, square] = [first / (1 - 0.9 ** (at + 1)), second / (1 - 0.99 ** (at + 1))]
            value -= (0.05 * mean) / (Math.sqrt(square) + 1e-6)
          })
          expect(Math.abs((parameter.data[0] as number) - value)).toBeLessThan(1e-5)
          expect(optimizer.steps()).toBe(slopes.length)
        },
      ),
    )
  })

  it('clips by the norm over all parameters', () => {
    const of = (...slopes: number[]) => ({
      name: '',
      data: new Float32Array(slopes.length),
      gradient: Float32Array.from(slopes),
      decays: false,
    })
    expect(gradientNorm([of(3, 0), of(4)])).toBe(5)
    expect(clippingFactor(5, 1)).toBe(0.2)
    expect(clippingFactor(0.5, 1)).toBe(1)
    expect(clippingFactor(5, Number.POSITIVE_INFINITY)).toBe(1)
  })
})
