package pasv.cli;

import pasv.ftp.FtpUrl;
import pasv.transfer.Clients;

/**
 * What does an argument of a verb point at?
 *
 * @param url the remote file or directory
 * @param clients who lends sessions with its server
 */
public record Remote(FtpUrl url, Clients clients) {}
