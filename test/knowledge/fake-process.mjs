process.on('disconnect', () => process.exit(0));
process.on('message', ({ id, say }) => {
  if (say === 'crash') throw new Error('crashed as asked');
  if (say === 'fail') process.send({ id, error: 'failed as asked' });
  else if (say !== 'nothing') process.send({ id, heard: say });
});
process.send({ ready: true });
