// A request as OpenAI's chat completions take it, in the dialect of the endpoint.
import type { Dialect, OptionalParameter } from './dialect.ts'
import type { GenerateRequest, Message } from './model.ts'

export function bodyOf(
  model: string,
  request: GenerateRequest,
  { limit, refused }: Dialect,
  stream: boolean,
): Readonly<Record<string, unknown>> {
  const { messages, maxOutputTokens, temperature, seed, topP, stop, alternatives, jsonSchema, prefill } =
    request
  const optional: Partial<Record<OptionalParameter, unknown>> = {
    temperature,
    seed,
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(stop === undefined || stop.length === 0 ? {} : { stop }),
    ...(alternatives === undefined ? {} : { logprobs: true, top_logprobs: alternatives }),
    ...(jsonSchema === undefined
      ? {}
      : { response_format: { type: 'json_schema', json_schema: { ...jsonSchema, strict: true } } }),
    // As vLLM wants it told; llama.cpp's server goes on from a last message of the assistant by itself.
    ...(prefill === undefined ? {} : { continue_final_message: true, add_generation_prompt: false }),
    ...(stream ? { stream_options: { include_usage: true } } : {}),
  }
  return {
    model,
    messages: [
      ...messages.map(messageBody),
      ...(prefill === undefined ? [] : [{ role: 'assistant', content: prefill }]),
    ],
    [limit]: maxOutputTokens,
    ...(stream ? { stream } : {}),
    ...Object.fromEntries(
      Object.entries(optional).filter(([name]) => !refused.has(name as OptionalParameter)),
    ),
  }
}

function messageBody({ role, content, images }: Message): unknown {
  if (images === undefined || images.length === 0) return { role, content }
  return {
    role,
    content: [
      { type: 'text', text: content },
      ...images.map((url) => ({ type: 'image_url', image_url: { url } })),
    ],
  }
}
