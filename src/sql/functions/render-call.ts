import { refuse } from './engine-refusal.ts';
import type { EngineForm, FunctionDefinition, RenderedCall } from './function-definition.ts';

/** The SQL of a call for an engine, safe to put anywhere. Error: `EngineRefusal` when the engine cannot answer it. */
export function renderCall(definition: FunctionDefinition, form: EngineForm, call: RenderedCall): string {
  switch (form.form) {
    case 'same': {
      const texts = call.arguments.map(({ sql }) => sql);
      return definition.kind === 'scalar'
        ? `${definition.name}(${texts.join(', ')})`
        : call.invoke(definition.name, texts);
    }
    case 'template':
      return renderTemplate(form.sql, call);
    case 'rendering':
      return form.render(call);
    case 'refused':
      return refuse(form.reason);
  }
}

/** Fills a template; see its description for the notation. */
export function renderTemplate(sql: string, call: RenderedCall): string {
  const filled = (text: string): string =>
    text.replace(/\$(\d|\*)/g, (_, which: string) =>
      which === '*'
        ? call.arguments.map((argument) => argument.sql).join(', ')
        : call.arguments[Number(which) - 1]!.sql,
    );
  // Arguments may hold braces themselves, so the braces are found before they are filled in.
  return sql
    .split(/(\{\w+\([^}]*\)\})/)
    .map((part) => {
      if (!part.startsWith('{')) return filled(part);
      const [, name = '', inner = ''] = /^\{(\w+)\((.*)\)\}$/s.exec(part) ?? [];
      return call.invoke(name, inner === '' ? [] : [filled(inner)]);
    })
    .join('');
}
