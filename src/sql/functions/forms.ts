import type { Refused, RenderedCall, Rendering, SameName, Template } from './function-definition.ts';

export const same: SameName = { form: 'same' };

export function template(sql: string): Template {
  return { form: 'template', sql };
}

export function rendering(render: (call: RenderedCall) => string): Rendering {
  return { form: 'rendering', render };
}

export function refused(reason: string): Refused {
  return { form: 'refused', reason };
}
