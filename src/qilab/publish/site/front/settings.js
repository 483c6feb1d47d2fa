// JupyterLab's settings, held against their schemas without making functions of them. Jupyter's own validator (Ajv) writes a
// function for each schema when a page opens, so that a page's policy would have to allow “unsafe-eval”.

/** The plugin that takes the place of “@jupyterlab/apputils-extension:settings”. shared: JupyterLab's own module for settings. */
export const settings = ({ ISettingConnector, ISettingRegistry, SettingRegistry }) => ({
  id: "qilab-reading:settings",
  description: "The settings, without code made at run time",
  autoStart: true,
  provides: ISettingRegistry,
  requires: [ISettingConnector],
  activate: async (app, connector) => {
    const here = (id) => app.hasPlugin(id);
    const { values } = await connector.list("active");
    const registry = new SettingRegistry({ connector, plugins: values.filter(({ id }) => here(id)), validator: { validateData } });
    // What waits for somebody to change its schema first, and nobody did.
    app.restored.then(async () => {
      const { ids } = await connector.list("ids");
      for (const id of ids.filter((one) => here(one) && !(one in registry.plugins))) {
        registry.load(id).catch((problem) => console.warn(`The settings of ${id} could not be read:`, problem));
      }
    });
    return registry;
  },
});

/** As JupyterLab asks for it: null and `plugin.data` filled in, or what is wrong. */
export function validateData(plugin, populate = true) {
  let user;
  try {
    user = JSON.parse(plainJson(plugin.raw));
  } catch (problem) {
    return [fault("syntax", problem.message)];
  }
  const faults = wrong(plugin.schema, user);
  if (faults.length) return faults;
  if (populate) plugin.data = { user, composite: filled(plugin.schema, structuredClone(user), plugin.schema) };
  return null;
}

const fault = (keyword, message, instancePath = "") => ({ instancePath, keyword, schemaPath: "", message });

/** JupyterLab writes settings with comments, and people leave commas behind: both go, outside of texts. */
const plainJson = (raw) => {
  const without = (text, what) => text.replace(new RegExp(`"(?:[^"\\\\]|\\\\.)*"|${what}`, "g"), (found) => (found[0] === '"' ? found : ""));
  return without(without(raw, "//[^\\n]*|/\\*[^]*?\\*/"), ",(?=\\s*[}\\]])");
};

const kindOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);
const isA = (value, type) => (type === "integer" ? Number.isInteger(value) : kindOf(value) === type);

/** What of somebody's own settings is of another kind than its schema says. */
function wrong(schema, user) {
  if (schema.type !== "object" || kindOf(user) !== "object") return [fault("type", "must be object")];
  return Object.entries(user).flatMap(([name, value]) => {
    const known = schema.properties?.[name];
    if (!known) return schema.additionalProperties === false ? [fault("additionalProperties", "must NOT have additional properties", `/${name}`)] : [];
    const types = known.type === undefined ? [] : [known.type].flat();
    if (types.length && !types.some((type) => isA(value, type))) return [fault("type", `must be ${types}`, `/${name}`)];
    if (known.enum && !known.enum.includes(value)) return [fault("enum", "must be equal to one of the allowed values", `/${name}`)];
    return [];
  });
}

/** A value with the defaults of its schema put in where it has none, all the way down. root: the schema that “#/…” is about. */
function filled(schema, value, root) {
  if (schema.$ref) filled(schema.$ref.split("/").slice(1).reduce((part, name) => part?.[name], root) ?? {}, value, root);
  for (const part of [...(schema.allOf ?? []), ...(schema.oneOf ?? []).filter((one) => one.$ref)]) filled(part, value, root);
  if (kindOf(value) === "array" && kindOf(schema.items) === "object") value.forEach((item) => filled(schema.items, item, root));
  if (kindOf(value) !== "object") return value;
  const known = schema.properties ?? {};
  for (const [name, one] of Object.entries(known)) {
    if (value[name] === undefined && one.default !== undefined) value[name] = structuredClone(one.default);
    if (value[name] !== undefined) filled(one, value[name], root);
  }
  const patterns = Object.entries(schema.patternProperties ?? {}).map(([pattern, one]) => [new RegExp(pattern, "u"), one]);
  for (const [name, each] of Object.entries(value)) {
    const matching = patterns.filter(([pattern]) => pattern.test(name)).map(([, one]) => one);
    for (const one of matching) filled(one, each, root);
    if (!(name in known) && !matching.length && kindOf(schema.additionalProperties) === "object") filled(schema.additionalProperties, each, root);
  }
  return value;
}
