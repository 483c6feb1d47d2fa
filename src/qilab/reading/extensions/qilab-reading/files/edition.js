// What depends on where the pages are kept: here on a Jupyter server, which needs none of it. The browser edition puts a file
// of its own in this one's place (src/qilab/publish/site/front/edition.js).

/** Further plugins, given how a library of JupyterLab is had by its name. */
export const plugins = async () => [];

/** The labs' drawing library as it is to be used here. */
export const drawnBy = (embed) => embed;

/** Jupyter is here; no page is open yet. */
export const begin = () => {};

/** The address of a page of the course, where pages have addresses of their own; undefined where Jupyter forms it. */
export const addressOf = () => undefined;

/** Further buttons for the bar of a page, given what it can be asked: an array of elements. */
export const tools = () => [];

/** A page was put in reading view, before it runs; its bar is there. */
export const dressed = async () => {};

/** A page has run what it runs by itself, and is where it was left. */
export const ran = () => {};
