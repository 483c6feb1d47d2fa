// Words that not everybody knows. Filled in below.
export async function glossary() {}
