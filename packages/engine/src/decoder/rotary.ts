// Cosines and sines of rotary positions (Su et al. 2021), with Llama 3's scaling of long wavelengths where a
// configuration asks for it.
import type { DecoderConfig, RotarySettings } from './config.ts'

export interface RotaryTables {
  /** [positions × headSize / 2]. */
  readonly cosines: Float32Array
  readonly sines: Float32Array
  readonly shape: readonly [number, number]
}

export function rotaryTables(config: DecoderConfig, positions: number): RotaryTables {
  const half = config.headSize / 2
  const frequencies = Array.from({ length: half }, (_, place) =>
    scaled(config.rotary, config.rotary.theta ** (-place / half)),
  )
  const cosines = new Float32Array(positions * half)
  const sines = new Float32Array(positions * half)
  for (let position = 0; position < positions; position++) {
    frequencies.forEach((frequency, place) => {
      cosines[position * half + place] = Math.cos(position * frequency)
      sines[position * half + place] = Math.sin(position * frequency)
    })
  }
  return { cosines, sines, shape: [positions, half] }
}

/** Wavelengths beyond the trained length are stretched, short ones stay, and between them there is a slope. */
function scaled({ scaling }: RotarySettings, frequency: number): number {
  if (scaling === undefined) return frequency
  const { factor, lowFrequencyFactor, highFrequencyFactor, originalPositions } = scaling
  const wavelength = (2 * Math.PI) / frequency
  const turns = originalPositions / wavelength
  if (turns < lowFrequencyFactor) return frequency / factor
  if (turns > highFrequencyFactor) return frequency
  const share = (turns - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor)
  return (1 - share) * (frequency / factor) + share * frequency
}
