using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ChatService.Server.Platform.Identity;

/// <summary>
/// Keys from outside the database that encrypt the data-protection keys in it. With one of them a copy of the database is not a log-in: cookies and tokens cannot be forged with it.
/// </summary>
public sealed class DataKeyProtection
{
    /// <summary>Base64 of 32 bytes; several are separated by commas: the first encrypts, all decrypt.</summary>
    public const string KeyName = "DataProtection:Key";

    /// <summary>A PKCS #12 file with its private key.</summary>
    public const string CertificateName = "DataProtection:Certificate";

    /// <summary>The password of that file.</summary>
    public const string CertificatePasswordName = "DataProtection:CertificatePassword";

    private const int KeyBytes = 32;

    public DataKeyProtection(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Keys = configuration[KeyName] is { Length: > 0 } keys && Complaint(keys) is null ? Parse(keys) : [];
        if (configuration[CertificateName] is { Length: > 0 } file && CertificateComplaint(file) is null)
        {
            Load(file, configuration[CertificatePasswordName]);
        }
    }

    /// <summary>Why the certificate cannot be used; null when it can or none is set. It stops the start.</summary>
    public string? LoadComplaint { get; private set; }

    /// <summary>The first encrypts; empty when none is set.</summary>
    public IReadOnlyList<byte[]> Keys { get; }

    /// <summary>Null when none is set. A key goes before it.</summary>
    public X509Certificate2? Certificate { get; private set; }

    /// <summary>New data keys are encrypted.</summary>
    public bool IsSet => Keys.Count > 0 || Certificate is not null;

    /// <summary>What is wrong with the setting, or null.</summary>
    public static string? Complaint(string value) => Split(value).All(IsKey) ? null : $"must be {KeyBytes} bytes in base64 (openssl rand -base64 {KeyBytes})";

    /// <summary>What is wrong with the file, or null. Its password is tried at the start.</summary>
    public static string? CertificateComplaint(string file) => File.Exists(file) ? null : "must name a PKCS #12 file that this user may read";

    private void Load(string file, string? password)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, password);
            if (certificate.GetRSAPrivateKey() is null)
            {
                LoadComplaint = "DataProtection__Certificate holds no RSA private key.";
                return;
            }

            Certificate = certificate;
        }
        catch (Exception exception) when (exception is CryptographicException or UnauthorizedAccessException or IOException)
        {
            LoadComplaint = "DataProtection__Certificate cannot be read with DataProtection__CertificatePassword.";
        }
    }

    private static bool IsKey(string part)
    {
        var bytes = new byte[KeyBytes + 1];
        return Convert.TryFromBase64String(part, bytes, out var length) && length == KeyBytes;
    }

    private static List<byte[]> Parse(string value) => [.. Split(value).Select(Convert.FromBase64String)];

    private static string[] Split(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
