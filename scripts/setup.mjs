// Entry of every `npm start | test | run …`. It must parse and link on old versions of Node, which are
// to get a sentence and not a stack trace: no static import here.
import('./node-version.mjs')
  .then(({ versionProblem }) => {
    const problem = versionProblem(process.versions.node);
    if (problem === null) return import('./commands.mjs').then(({ main }) => main(process.argv.slice(2)));
    console.error(problem);
    process.exitCode = 1;
  })
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
