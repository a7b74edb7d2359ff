package pasv.ftp;

/**
 * Can this reply belong to this command? When commands travel together, a server that loses or doubles a reply shifts
 * all that follow; a reply of a kind that its command never gets gives that away.
 */
final class Flights {
    private Flights() {}

    static boolean fits(Command command, Reply reply) {
        if (reply.isTransientFailure() || reply.isPermanentFailure()) {
            return true;
        }
        return switch (command.verb()) {
            case "SIZE", "MDTM" -> reply.code() == 213;
            case "PASV" -> reply.code() == PassiveReply.PASV;
            case "EPSV" -> reply.code() == PassiveReply.EPSV;
            case "FEAT" -> reply.code() == 211;
            case "REST" -> reply.isIntermediate();
            default -> reply.isPositive() && reply.code() != 213 && reply.code() != 211;
        };
    }
}
