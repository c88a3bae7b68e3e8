/** What is wrong with a field, told at once; nothing where nothing is. */
export const FieldFault = ({ says }: { says: string | undefined }) =>
  says ? (
    <small className="intake-fault" role="alert">
      {says}
    </small>
  ) : null;
