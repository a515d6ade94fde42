namespace ChatService.Server.Platform.Storage;

/// <summary>
/// The directory of the embedded database. It holds password hashes, inbox secrets and transcripts, so only the server's user may read it. SQLite gives its WAL and SHM files
/// the mode of the database file: the file is made with the right mode before SQLite opens it.
/// </summary>
public static class DataDirectory
{
    /// <summary>The setting that accepts a directory or files that others may read.</summary>
    public const string AllowOthersKey = "Storage:AllowOthersToRead";

    private const UnixFileMode OwnerDirectory = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = ~OwnerDirectory;

    private static readonly string[] Suffixes = [string.Empty, "-wal", "-shm", "-journal"];

    /// <summary>Makes the directory for its owner alone (0700). One that exists keeps its mode: it may hold other people's files as well.</summary>
    public static DirectoryInfo Create(string path) =>
        OperatingSystem.IsWindows() || Directory.Exists(path) ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerDirectory);

    /// <summary>Makes the database file for its owner alone (0600) and takes others' rights from files of earlier releases.</summary>
    public static void CloseFiles(string database)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (!File.Exists(database))
        {
            using var made = new FileStream(database, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, UnixCreateMode = OwnerFile });
        }

        foreach (var file in Suffixes.Select(suffix => database + suffix).Where(File.Exists))
        {
            try
            {
                if ((File.GetUnixFileMode(file) & Others) != 0)
                {
                    File.SetUnixFileMode(file, OwnerFile);
                }
            }
            catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
            {
                // A file of another user, or a file system without modes: Warning says it.
            }
        }
    }

    /// <summary>What others may read, or null. A directory that is closed closes what is in it.</summary>
    public static string? Warning(string path)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(path) || (File.GetUnixFileMode(path) & Others) == 0)
        {
            return null;
        }

        return $"Storage__DataDirectory: other users of this machine may look into {path}. Take their rights away (chmod 700), or accept it with Storage__AllowOthersToRead=true.";
    }
}
