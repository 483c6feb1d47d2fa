// JupyterLab's door to this extension, written by hand: a container as module federation expects one, no bundler.
// The modules beside it are fetched as they are; nothing is asked of any other address.
(() => {
  const here = document.currentScript.src;
  let scope = {};

  /** A library that JupyterLab shares, such as "@jupyterlab/notebook". */
  const shared = async (name) => {
    const versions = Object.values(scope[name] ?? {});
    if (!versions.length) throw new Error(`QI Lab's reading view: this Jupyter has no ${name}`);
    return (await versions[0].get())();
  };

  window._JUPYTERLAB = window._JUPYTERLAB ?? {};
  window._JUPYTERLAB["qilab-reading"] = {
    init: (shareScope) => { scope = shareScope; },
    get: async (name) => {
      if (name !== "./extension") throw new Error(`There is no ${name} here`);
      const [notebook, cells, mine] = await Promise.all([
        shared("@jupyterlab/notebook"),
        shared("@jupyterlab/cells"),
        import(new URL("plugin.js", here).href),
      ]);
      const plugins = [mine.plugin({ notebook, cells }), ...(await mine.plugins(shared))];
      return () => ({ __esModule: true, default: plugins });
    },
  };
})();
